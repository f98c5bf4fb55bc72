"""A page that tries every way out of an article there is, and a server that counts who came."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MARK = "ran"
"""What a script that runs makes of the page's title."""


class CountingServer:
    """A server on 127.0.0.1 that keeps what was connected and asked for."""

    def __init__(self) -> None:
        self.connections = 0
        self.requests: list[str] = []
        counting = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                counting.requests.append(self.path)
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_GET  # noqa: N815 - the library's name

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                """Keep the test's output clean."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def get_request(self) -> tuple[Any, Any]:
                request = super().get_request()
                counting.connections += 1
                return request

        self._server = Server(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def evil_head(base: str) -> str:
    """Return what only works in a document's head."""
    return f"""<link rel=stylesheet href="{base}/css"><link rel=preconnect href="{base}">
<link rel=dns-prefetch href="{base}"><link rel=preload as=image href="{base}/preload">
<link rel=prefetch href="{base}/prefetch"><link rel=modulepreload href="{base}/module">
<link rel=icon href="{base}/icon"><link rel=manifest href="{base}/manifest"><link rel=prerender href="{base}/prerender">
<meta http-equiv=refresh content="1;url={base}/refresh">
<style>@import url("{base}/import");@font-face{{font-family:x;src:url("{base}/font")}}
body{{font-family:x;background:url("{base}/background")}}</style>
<script src="{base}/js"></script><script>document.title="{MARK}";new Image().src="{base}/js-image";
new WebSocket("{base.replace("http", "ws")}/socket");fetch("{base}/fetch");navigator.sendBeacon("{base}/beacon");
alert("{MARK}")</script>
<script type=speculationrules>{{"prefetch":[{{"source":"list","urls":["{base}/speculation"]}}]}}</script>"""


def evil_body(base: str) -> str:
    """Return what works anywhere in a page."""
    return f"""<link rel=preconnect href="{base}"><link rel=stylesheet href="{base}/css2">
<meta http-equiv=refresh content="0;url={base}/refresh2"><base href="{base}/">
<img src="{base}/img" srcset="{base}/srcset 2x" onerror="document.title='{MARK}'"
  onload="document.title='{MARK}'"><img src=x onerror="document.title='{MARK}';alert('{MARK}')">
<picture><source srcset="{base}/source"><img></picture>
<video src="{base}/video" poster="{base}/poster" autoplay></video>
<audio src="{base}/audio" preload=auto autoplay></audio><object data="{base}/object"></object><embed src="{base}/embed">
<iframe src="{base}/iframe"></iframe><iframe srcdoc="<script>parent.document.title='{MARK}'</script>
<img src='{base}/srcdoc'>"></iframe><iframe src="javascript:parent.document.title='{MARK}'"></iframe>
<iframe src="file:///etc/passwd"></iframe><img src="file:///etc/passwd">
<svg width=9 height=9 onload="document.title='{MARK}'"><image href="{base}/svg-image"/><use href="{base}/use#a"/>
<script>document.title="{MARK}"</script><style>@import "{base}/svg-import";</style></svg>
<input type=image src="{base}/input" autofocus onfocus="document.title='{MARK}'">
<table background="{base}/table"><tr><td>x</table><div style="background:url('{base}/inline')">text</div>
<a id=link href="{base}/link" ping="{base}/ping">link</a><a id=blank href="{base}/blank" target=_blank>new</a>
<a id=script href="javascript:document.title='{MARK}'">script</a><a id=file href="file:///etc/passwd">file</a>
<a id=press href="article://press/guess/retry-pictures">press</a><a href="{base}/download" download>get</a>
<form action="{base}/form"><button id=submit>go</button></form><math><mi href="{base}/math">x</mi></math>
<details open ontoggle="document.title='{MARK}'"><summary>s</summary></details>
<marquee onstart="document.title='{MARK}'">
</marquee><style>@import url("{base}/import2");li{{list-style:url("{base}/bullet")}}</style><ul><li>x</ul>
<body onload="fetch('{base}/onload')" background="{base}/body">
<script>document.title="{MARK}";fetch("{base}/script")</script>"""


def evil_document(base: str) -> str:
    """Return the whole page."""
    return f"<!doctype html><html><head><title>quiet</title>{evil_head(base)}</head>{evil_body(base)}</html>"
