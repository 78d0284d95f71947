"""A mail's statements are its writer's own words: frames of six languages go, answers between quotes stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean_text
from synthesis.statements import split_text

_OWN = "The export stops at row 500 and nobody can work."


def said(mail: str, *, html: bool = False) -> list[str]:
    text = clean_text(mail, html=html)
    return [text[start:end] for start, end in split_text(text, one_matter=True).spans]


@pytest.mark.parametrize(
    "header",
    [
        "On Tue, Mar 5, 2024 at 2:02 PM Support <<EMAIL_1>> wrote:",
        "On 5 Mar 2024, at 14:02, Support Team\n<<EMAIL_1>> wrote:",
        "Am Di., 5. März 2024 um 14:02 Uhr schrieb Support <<EMAIL_1>>:",
        "Am 05.03.2024 um 14:02 schrieb Support:",
        "Le mar. 5 mars 2024 à 14:02, Support <<EMAIL_1>> a écrit :",
        "El mar, 5 mar 2024 a las 14:02, Soporte (<<EMAIL_1>>) escribió:",
        "Em ter., 5 de mar. de 2024 às 14:02, Suporte <<EMAIL_1>> escreveu:",
        "Il giorno mar 5 mar 2024 alle ore 14:02 Assistenza <<EMAIL_1>> ha scritto:",
        "Op di 5 mrt 2024 om 14:02 schreef Support <<EMAIL_1>>:",
        "2024年3月5日(火) 14:02 Support <<EMAIL_1>>:",
        "-----Original Message-----\nFrom: Support\nSent: Tuesday\nTo: Ann\nSubject: Export",
        "-----Ursprüngliche Nachricht-----\nVon: Support\nGesendet: Dienstag\nAn: Ann\nBetreff: Export",
        "________________________________\nFrom: Support <<EMAIL_1>>\nSent: Tuesday\nTo: Ann\nSubject: RE: Export",
        "From: Support <<EMAIL_1>>\nDate: Tuesday, 5 March 2024\nTo: Ann\nSubject: Re: Export",
        "Von: Support\nGesendet: Dienstag, 5. März 2024 14:02\nAn: Ann\nBetreff: AW: Export",
        "De : Support\nEnvoyé : mardi 5 mars 2024 14:02\nÀ : Ann\nObjet : RE: Export",
        "De: Soporte\nEnviado el: martes, 5 de marzo\nPara: Ann\nAsunto: RE: Export",
        "De: Suporte\nEnviada em: terça-feira\nPara: Ann\nAssunto: RES: Export",
        "Da: Assistenza\nInviato: martedì 5 marzo\nA: Ann\nOggetto: R: Export",
        "Van: Support\nVerzonden: dinsdag 5 maart\nAan: Ann\nOnderwerp: RE: Export",
        "*From:* Support *Sent:* Tuesday *To:* Ann *Subject:* RE: Export",
    ],
)
def test_what_stands_below_a_reply_header_is_not_the_writers(header: str) -> None:
    mail = (
        f"Hello,\n\n{_OWN}\n\nRegards,\nAnn\n\n{header}\n\n"
        + "Did you clear the cache of your browser already?\nSupport"
    )
    assert said(mail) == [_OWN]
    assert said(f"{_OWN}\n\n{header}\n> Did you clear the cache of your browser already?\n>> It hangs") == [
        _OWN
    ]


@pytest.mark.parametrize(
    "marker",
    [
        "---------- Forwarded message ---------\nFrom: Bo <<EMAIL_1>>\nDate: 5 Mar 2024\nSubject: Export\nTo: Ann",
        "Begin forwarded message:\n\nFrom: Bo\nSubject: Export\nDate: 5 March 2024\nTo: Ann",
        "-----Weitergeleitete Nachricht-----\nVon: Bo\nAn: Ann\nBetreff: Export",
        "From: Bo\nSent: Tuesday\nTo: Ann\nSubject: FW: Export",
    ],
)
def test_a_forwarded_complaint_is_kept(marker: str) -> None:
    assert said(f"FYI, see below.\n\n{marker}\n\n{_OWN}") == [_OWN]


def test_answers_between_quotes_are_kept() -> None:
    plain = (
        "Hi,\n\n> Who sees it?\nOnly our admins in Ghent see it.\n\n"
        "> Since when?\nSince the update on Monday.\n\nThanks,\nAnn"
    )
    page = (
        "<p>Hi,</p><blockquote>Who sees it?</blockquote><p>Only our admins in Ghent see it.</p>"
        "<blockquote>Since when?</blockquote><p>Since the update on Monday.</p><p>Thanks,<br>Ann</p>"
    )
    expected = ["Only our admins in Ghent see it.", "Since the update on Monday."]
    assert said(plain) == expected
    assert said(page, html=True) == expected


def test_an_answer_below_its_quote_is_kept() -> None:
    mail = f"On 5 March Support wrote:\n> Please describe it.\n> Regards\n\n{_OWN}\n\nBest,\nAnn"
    assert said(mail) == [_OWN]


@pytest.mark.parametrize(
    "page",
    [
        f'<div dir="ltr">{_OWN}<div><br></div>-- <br><div class="gmail_signature">Ann Doe<br>Head of Ops</div></div>'
        '<div class="gmail_quote"><div class="gmail_attr">On Tue, 5 Mar 2024 Support &lt;s@x.example&gt; wrote:<br>'
        "</div><blockquote>Please clear the cache first.</blockquote></div>",
        f"<html><head><style>p{{margin:0}}</style></head><body><p class=MsoNormal>{_OWN}<o:p></o:p></p>"
        "<p class=MsoNormal>Kind regards,<o:p></o:p></p><p class=MsoNormal>Ann Doe</p><div><p><b>From:</b> Support<br>"
        "<b>Sent:</b> Tuesday<br><b>To:</b> Ann<br><b>Subject:</b> RE: Export</p></div>"
        "<p>Please clear the cache first.</p>",
        f'{_OWN}<br><br>Sent from my iPhone<br><br><blockquote type="cite">On 5 Mar 2024, at 14:02, Support wrote:<br>'
        "<br>Please clear the cache first.</blockquote>",
    ],
)
def test_mails_of_three_programs(page: str) -> None:
    assert said(page, html=True) == [_OWN]


@pytest.mark.parametrize(
    "tail",
    [
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Get Outlook for iOS",
        "Kind regards,\nAnn Doe\nHead of Operations\nKestrel Robotics Ltd\nT: <PHONE_1>\nwww.kestrel.example",
        "--\nAnn Doe | Head of Operations | <PHONE_1>",
        "Mit freundlichen Grüßen\n\nAnn Doe\nLeiterin Einkauf",
        "Ann Doe\nHead of Operations\n<PHONE_1>",
        "This e-mail and its attachments are confidential.\nIf you are not the addressee, delete it.",
        "Diese E-Mail enthält vertrauliche Informationen.",
        "Ce message est confidentiel et destiné à son seul destinataire.",
        "You are receiving this email because you subscribed.\nUnsubscribe | Manage preferences | View in browser",
        "Please consider the environment before printing this e-mail.",
        "Please let me know if you need anything else.\n\nLooking forward to hearing from you,\nAnn",
    ],
)
def test_tails_of_mails_are_left_out(tail: str) -> None:
    assert said(f"Hi there,\n\n{_OWN}\n\n{tail}") == [_OWN]


@pytest.mark.parametrize(
    "sentence",
    [
        "I cannot unsubscribe from the weekly newsletter of your partner.",
        "Please fix the rounding of totals on invoices.",
        "Let us know if exports can be limited to admins.",
        "Thanks, but the invoice still shows the old amount.",
        "Danke, aber die Rechnung zeigt weiterhin den alten Betrag.",
        "Merci de corriger la facture du mois de mars.",
        "On Monday our team wrote three tickets: none was answered.",
        "When I am out of the office the app logs me out.",
        "To: field is empty when we answer a ticket.",
        "The confidential report was sent to the whole company.",
        "Support wrote that it was fixed and it is not.",
        "Regards is misspelled in the footer of every invoice.",
    ],
)
def test_complaints_that_look_like_frames_are_kept(sentence: str) -> None:
    assert said(f"Hello,\n\n{sentence}\n\nRegards,\nAnn") == [sentence]


_PIECES = st.sampled_from(
    [
        "Hi,\n", _OWN, "\n", "\n\n", "> quoted\n", "On Tue Bo wrote:\n", "-----Original Message-----\n", "From: Bo\n",
        "Sent: Tue\n", "To: Ann\n", "Subject: FW: x\n", "Regards,\n", "Ann Doe\n", "--\n", "Steps:\n", "1. open\n",
        "2024-03-02 10:14:11 ERROR x\n", "Unsubscribe\n", "Sent from my iPhone\n", "<EMAIL_1>", "________________\n",
    ]
)  # fmt: skip


@given(st.lists(_PIECES | st.text(max_size=30), max_size=16).map("".join), st.booleans())
def test_any_mail_gives_verbatim_pieces_in_order(text: str, one_matter: bool) -> None:
    split = split_text(text, one_matter=one_matter)
    position = 0
    for start, end in split.spans:
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        position = end
    assert split_text(text, one_matter=one_matter) == split
