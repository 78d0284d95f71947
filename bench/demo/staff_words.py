"""What Tallyfield's own people wrote: public replies and private notes. Context, never feedback."""

from __future__ import annotations

REPLIES = (
    "Thanks for the log file, that helps a lot. The engineers have it now and I will write again tomorrow.",
    "I could reproduce this on my side with the same number of rows. It is now with the reporting team.",
    "Sorry for the wait. Could you tell me which phone model and app version the technician uses?",
    "I have reset the connection from our end. Please try once more and let me know what the banner says.",
    "Your request is on the list for the permissions rework; I have added your example with the prices.",
    "We found the duplicate entries and removed them. The cause is still being looked into.",
    "May I call you on Thursday morning to look at the board together?",
    "The rounding now follows the rule your accountant described. Please check the next invoice run.",
    "I have asked our deliverability colleague to check the sender settings for your domain.",
    "You can skip one visit from the job's menu, under Series, Skip next. Shout if it is not there for you.",
    "Here is how to make an optional line: open the template, tick Optional beside the price, and save.",
    "Understood, and I am sorry about the weekend. I have told your success manager as well.",
    "The renewal team will send a breakdown of the new price with the seats you use today.",
    "Good to hear! I will let the whole team know.",
    "The limit is counted per account. I have raised it for a week so that your import can finish.",
    "We do not have a test environment on your plan today; I have noted what you would use it for.",
)

NOTES = (
    "Customer is on the old plan. Check with billing before quoting anything.",
    "Second time this quarter that this lands in my queue. Engineering says it is the sync worker again.",
    "Do not promise a date here, the fix slipped twice already.",
    "Champion seems to be on leave, use the office address.",
    "They asked for the contract terms by phone too, looks like they are shopping around.",
    "Very small account but the loudest one we have. Keep the tone friendly.",
)
