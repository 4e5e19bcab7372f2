"""Whether a name that nobody has described sounds like an AI tool's. It proposes, and no more.

Only the name is looked at. One weak sign is not enough: many a chat is between people, and half
of the addresses below `.ai` belong to companies that sell something else.
"""

from __future__ import annotations

from agent.words import gettext as _

#: Words that hardly any other thing has in its name.
_STRONG = frozenset(
    ("aichat", "chatai", "chatbot", "chatgpt", "copilot", "deepfake", "genai", "gpt", "gpt4")
    + ("gpt5", "llama", "llm", "llms", "openai", "texttospeech", "texttoimage", "txt2img")
)
#: Words that count only beside another sign.
_WEAK = frozenset(
    ("agent", "agents", "ai", "ask", "assistant", "assist", "bot", "chat", "code", "companion")
    + ("image", "images", "infer", "inference", "model", "models", "prompt", "prompts", "summarize")
    + ("translate", "transcribe", "tts", "video", "voice", "writer", "write", "humanize")
)
#: Addresses of programs that call a model; no other service has them.
_PATHS = ("/v1/chat/completions", "/v1/messages", "/v1/embeddings", "/api/generate")
#: How the name of an AI service may end: `writegpt`, `mindchat` needs more.
_ENDINGS = ("gpt", "llm", "chatbot", "copilot")
#: Words of ordinary language and of other trades that end or sound like a sign.
_OTHERS = frozenset(("gptdisk", "mbr2gpt"))  # partition tables have the name GPT too
#: What stands before or after the name and says nothing about it.
_EMPTY = frozenset(("www", "app", "com", "co", "net", "org", "io", "dev", "api"))


def likely_host(host: str, path: str = "") -> str:
    """Why the address may be an AI tool's, as a sentence; nothing where it does not look so."""
    labels = host.casefold().rstrip(".").split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return ""
    if path.startswith(_PATHS):
        return _("Its address is one at which a model answers.")
    words = [word for label in labels[:-1] for word in label.split("-")]
    return _reason(words, extra=labels[-1] == "ai")


def likely_pattern() -> str:
    """A JavaScript expression for hosts worth asking about: all that `likely_host` may name.

    The browser's extension tells no other unknown host. It is wide; `likely_host` decides.
    """
    strong, weak = "|".join(sorted(_STRONG)), "|".join(sorted(_WEAK - {"ai"}))
    ending = "|".join(_ENDINGS)
    begin, end, between = "(?:^|[.-])", "[.-]", "[.-](?:.*[.-])?"
    return "|".join(
        (
            f"{begin}(?:{strong}|[^.-]*(?:{ending})){end}",
            f"{begin}(?:{weak}|ai){between}ai$",
            f"{begin}ai{between}(?:{weak}){end}",
            f"{begin}(?:{weak}){between}ai{end}",
        )
    )


def likely_name(name: str) -> str:
    """As `likely_host`, for the name of a program, an application or an extension."""
    spaced = "".join(sign if sign.isalnum() else " " for sign in name.casefold())
    return _reason(spaced.split(), extra=False)


def _reason(words: list[str], extra: bool) -> str:
    words = [word for word in words if word not in _EMPTY | _OTHERS]
    strong = [word for word in words if word in _STRONG or word.endswith(_ENDINGS)]
    weak = {word for word in words if word in _WEAK}
    if strong:
        return _("“{word}” in its name.").format(word=strong[0])
    if extra and weak:
        return _("“{word}” in a name that ends with “.ai”.").format(word=min(weak))
    if "ai" in weak and len(weak) > 1:
        return _("“ai” and “{word}” in its name.").format(word=min(weak - {"ai"}))
    return ""
