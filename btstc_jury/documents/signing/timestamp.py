"""Timestamps (RFC 3161) from an authority that the settings name; without one no network is touched."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException

from asn1crypto import cms, core, tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from btstc_jury.application.signing import TimestampProblem

_LONGEST_S = 10.0
_GRANTED = {"granted", "granted_with_mods"}
_LARGEST = 1 << 20
"""Bytes read of an answer at most."""
_KEPT = (
    "La signature n’a pas été faite, rien n’est perdu\u202f: vérifiez le réseau et recommencez, "
    "ou retirez l’autorité d’horodatage des réglages."
)


class _Answer(core.Sequence):  # type: ignore[misc]  # asn1crypto carries no types.
    """A refusal holds no token, which asn1crypto's own class insists on."""

    _fields = [("status", tsp.PKIStatusInfo), ("token", cms.ContentInfo, {"optional": True})]  # noqa: RUF012


class TimestampAuthority(TimeStamper):
    """The authority at ``url``. Raises ``TimestampProblem`` here for an address that isn't http or https, and
    while signing for whatever goes wrong with it.
    """

    def __init__(self, url: str, *, longest_s: float = _LONGEST_S) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise TimestampProblem(
                f"L’adresse de l’autorité d’horodatage n’est pas utilisable\u202f: «\u202f{url}\u202f». "
                "Corrigez-la dans les réglages\u202f: elle commence par https:// ou http://."
            )
        self._url = url
        self._host = parts.hostname
        self._longest_s = longest_s

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The token for a digest, which it is checked to be of."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            stamped = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
            same = stamped["hashed_message"].native == message_digest
        except TimestampRequestError as problem:
            raise self._problem("a refusé la demande") from problem
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise self._problem("a donné une réponse illisible") from problem
        if not same:
            raise self._problem("a horodaté autre chose que la signature")
        return token

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """One request; nothing else runs in the loop that waits for it."""
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        request = urllib.request.Request(self._url, req.dump(), headers)  # noqa: S310  # Checked above.
        try:
            with urllib.request.urlopen(request, timeout=self._longest_s) as answer:  # noqa: S310
                kind = answer.headers.get_content_type()
                body: bytes = answer.read(_LARGEST)
        except urllib.error.HTTPError as problem:
            problem.close()
            raise self._problem(f"a répondu par l’erreur {problem.code}") from problem
        except TimeoutError as problem:
            raise self._problem("ne répond pas assez vite") from problem
        except (OSError, HTTPException) as problem:
            raise self._problem("ne peut pas être jointe") from problem
        if kind != "application/timestamp-reply":
            raise self._problem("a donné une réponse qui n’est pas un horodatage")
        if _Answer.load(body, strict=True)["status"]["status"].native not in _GRANTED:
            raise self._problem("a refusé la demande")
        return tsp.TimeStampResp.load(body, strict=True)

    def _problem(self, what: str) -> TimestampProblem:
        return TimestampProblem(f"L’autorité d’horodatage ({self._host}) {what}. {_KEPT}")
