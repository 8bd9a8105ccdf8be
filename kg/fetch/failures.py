"""Why no answer came, in words for people."""

import ssl

import httpcore

from kg.fetch.outcome import NotFetched


def describe_failure(error: Exception) -> NotFetched:
    """Describe what httpcore raised."""
    secured = _find_tls_error(error)
    if isinstance(error, httpcore.TimeoutException):
        return NotFetched("timeout", "did not answer in time; try again later", is_passing=True)
    if isinstance(secured, ssl.SSLCertVerificationError):
        return NotFetched("certificate", f"shows a certificate that is not trusted ({secured.verify_message})")
    if secured is not None:
        return NotFetched("tls", f"could not be reached by TLS ({secured.reason or 'no reason given'})")
    if isinstance(error, httpcore.ConnectError):
        return NotFetched("no-connection", "could not be connected to; try again later", is_passing=True)
    if isinstance(error, httpcore.NetworkError):
        return NotFetched("connection-lost", "broke the connection off; try again later", is_passing=True)
    if isinstance(error, httpcore.ProxyError):
        return NotFetched("proxy", f"was refused by the proxy ({error})")
    return _describe_bad_answer(str(error))


def _describe_bad_answer(reason: str) -> NotFetched:
    """Describe what h11 could not read."""
    if "without" in reason:  # "… without sending a response", "… without sending complete message body"
        return NotFetched("incomplete", "ended before its body was whole; it was not kept", is_passing=True)
    if "too long" in reason:
        return NotFetched("bad-answer", "sends headers of more than 100 kB; it was not fetched")
    return NotFetched("bad-answer", "does not answer as HTTP does; it was not fetched")


def _find_tls_error(error: BaseException) -> ssl.SSLError | None:
    """Find the error of TLS that one of httpcore's was raised for."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None
