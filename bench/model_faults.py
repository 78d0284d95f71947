"""What becomes of a question when the model's endpoint goes wrong: ``python -m bench.model_faults [--json|--peer]``.

Each fault meets a fresh server and the real client. Survived is one that ends as it is to end: with an answer, or
with one of our errors, in one line, of the kind that says who must act; never with a traceback, the key, or more
bytes than one line. ``--peer`` meets the client alone with the same faults, as a program would use it.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from foundation.errors import ModelError, NrrError, SettingsError
from prompts.chat import ChatModel, ChatRequest, Completion, Message, Role, Stop
from tests.assistant.asking import KEY, model_at
from tests.assistant.openai_server import MODEL, Server, serving
from tests.assistant.server_faults import FAULTS, SILENCE_S, WALL_CLOCK_S, End, ServerFault


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one fault."""

    fault: str
    wanted: str
    end: str
    asked: int
    seconds: float
    said: str
    survived: bool


def meet(fault: ServerFault) -> Outcome:
    """One fault, on a server of its own."""
    with serving(*fault.script) as server:
        server.models = ["test-model-2", "other"]
        url = server.url.replace("http:", "https:") if fault.at == "https" else fault.at or server.url
        began = time.perf_counter()
        end, said = asyncio.run(_asked(model_at(url, timeout_s=SILENCE_S, wall_clock_s=WALL_CLOCK_S)))
        seconds = time.perf_counter() - began
        return Outcome(
            fault.name, fault.end, end, server.calls, seconds, said, _survived(fault, end, said, server)
        )


async def _asked(model: ChatModel) -> tuple[str, str]:
    completion = None
    try:
        async for event in model.stream(
            ChatRequest((Message(Role.USER, "How are they?"),), "ask@1", max_tokens=64)
        ):
            completion = event if isinstance(event, Completion) else completion
    except SettingsError as error:
        return "settings", str(error)
    except ModelError as error:
        return "later" if error.retryable else "model", str(error)
    except NrrError as error:
        return type(error).__name__, str(error)
    except Exception as error:  # what the measurement is about
        return f"LEAKED {type(error).__name__}", str(error)
    if completion is None:
        return "LEAKED nothing", ""
    ends: dict[Stop, End] = {Stop.LENGTH: "cut", Stop.REFUSED: "refused"}
    return ends.get(completion.stop, "answer"), completion.text


def _survived(fault: ServerFault, end: str, said: str, server: Server) -> bool:
    calm = (
        KEY not in said and "\x1b" not in said and (end in ("answer", "cut", "refused") or "\n" not in said)
    )
    counted = fault.calls is None or server.calls == fault.calls
    return end == fault.end and fault.says in said and calm and counted


async def _client_alone(url: str) -> str:
    """What the client says of itself: ``answer``, ``error`` (its own), ``foreign`` (another's), ``late`` (still
    at it when time was up) or ``nonsense`` (no words, or no reason of ending, and no error)."""
    import openai

    text, finish = "", None
    try:
        async with (
            asyncio.timeout(WALL_CLOCK_S),
            openai.AsyncOpenAI(base_url=url, api_key=KEY, timeout=SILENCE_S, max_retries=2) as client,
        ):
            turns: Any = [{"role": "user", "content": "How are they?"}]
            async for piece in await client.chat.completions.create(model=MODEL, messages=turns, stream=True):
                for choice in piece.choices:
                    text += choice.delta.content or ""
                    finish = choice.finish_reason or finish
    except openai.OpenAIError:
        return "error"
    except TimeoutError:
        return "late"
    except Exception as error:  # what the measurement is about
        return f"foreign: {type(error).__name__}"
    return "answer" if text and finish else "nonsense"


def _peer() -> int:
    found: Counter[str] = Counter()
    for fault in FAULTS:
        with serving(*fault.script) as server:
            url = server.url.replace("http:", "https:") if fault.at == "https" else fault.at or server.url
            end = asyncio.run(_client_alone(url))
        print(f"{fault.name:42} {end}")
        found[end.partition(":")[0]] += 1
    print(", ".join(f"{end} {count}" for end, count in found.most_common()), f"of {len(FAULTS)}")
    return 0


def main() -> int:
    """Print the table; 1 where a fault was not survived."""
    if "--peer" in sys.argv[1:]:
        return _peer()
    outcomes = [meet(fault) for fault in FAULTS]
    survived = sum(one.survived for one in outcomes)
    if "--json" in sys.argv[1:]:
        print(
            json.dumps(
                {"survived": survived, "of": len(outcomes), "faults": [asdict(one) for one in outcomes]}
            )
        )
    else:
        for one in outcomes:
            mark = "" if one.survived else f"  << not survived: wanted {one.wanted}: {one.said[:160]}"
            print(f"{one.fault:42} {one.end:10} asked {one.asked}  {one.seconds:5.2f} s{mark}")
        print(f"survived {survived} of {len(outcomes)}")
    return 0 if survived == len(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
