"""WebDriver BiDi over its websocket (W3C, "WebDriver BiDi"): commands, and values both ways."""

from __future__ import annotations

import json
from typing import Any

import websocket

from agent.trial.child import TrialError
from agent.trial.driver import START_PATIENCE
from agent.words import gettext as _


class BidiError(TrialError):
    """The browser refused a command. `code` is BiDi's name for why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Bidi:
    """One session with a browser."""

    def __init__(self, address: str) -> None:
        """`address` is the browser's, such as ws://127.0.0.1:9222. Raises TrialError."""
        try:
            # Firefox lets no web page in: a visitor that names an origin is taken for one.
            self._socket = websocket.create_connection(
                f"{address}/session", timeout=START_PATIENCE, suppress_origin=True
            )
        except (OSError, websocket.WebSocketException) as fault:
            raise TrialError(
                _("The browser does not answer: {reason}").format(reason=fault)
            ) from None
        self._last_id = 0

    def be_patient(self, seconds: float) -> None:
        """So long a command may take from now on."""
        self._socket.settimeout(seconds)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of one command. Raises BidiError."""
        self._last_id += 1
        command = {"id": self._last_id, "method": method, "params": parameters}
        try:
            self._socket.send(json.dumps(command))
            answer = self._answer_to(self._last_id)
        except (OSError, websocket.WebSocketException) as fault:
            raise TrialError(
                _("The browser does not answer: {reason}").format(reason=fault)
            ) from None
        if answer["type"] == "error":
            raise BidiError(answer["error"], answer["message"])
        result: dict[str, Any] = answer["result"]
        return result

    def call(self, context: str, function: str, *arguments: Any, **options: Any) -> Any:
        """What a function returns, as BiDi writes values. Raises BidiError where it throws."""
        result = self.ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[local_value(argument) for argument in arguments],
            target={"context": context},
            awaitPromise=True,
            **options,
        )
        if result["type"] == "exception":
            raise BidiError("javascript error", result["exceptionDetails"]["text"])
        return result["result"]

    def close(self) -> None:
        self._socket.close()

    def _answer_to(self, number: int) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = json.loads(self._socket.recv())
            if message.get("id") == number:
                return message


def local_value(value: Any) -> dict[str, Any]:
    """A value of ours for a page. A dict with a `sharedId` stands for that node."""
    match value:
        case None:
            return {"type": "null"}
        case bool():
            return {"type": "boolean", "value": value}
        case int() | float():
            return {"type": "number", "value": value}
        case str():
            return {"type": "string", "value": value}
        case list() | tuple():
            return {"type": "array", "value": [local_value(each) for each in value]}
        case {"sharedId": str()}:
            return dict(value)
        case dict():
            pairs = [[name, local_value(each)] for name, each in value.items()]
            return {"type": "object", "value": pairs}
    raise TypeError(f"no value for a page: {type(value).__name__}")


def our_value(remote: dict[str, Any]) -> Any:
    """A page's value for us. A node stays as it is; what has no form here is None."""
    match remote["type"]:
        case "array":
            return [our_value(each) for each in remote["value"]]
        case "object":
            return {name: our_value(each) for name, each in remote["value"]}
        case "boolean" | "number" | "string":
            return remote["value"]
        case "node":
            return remote
    return None
