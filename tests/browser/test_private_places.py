"""Nothing on a page leads to a private address other than the host that the person named."""

import pytest

from tearsheet.browser.client import Renderer
from tearsheet.model.errors import Reason, RenderError
from tests.support.scripted_site import Counter, Site, page

TEXT = "<p>" + "The council met on Tuesday and agreed on the budget for the coming year. " * 5 + "</p>"

EVERY_WAY_OUT = """
<link rel=preconnect href="http://{place}"><link rel=dns-prefetch href="http://{place}">
<link rel=stylesheet href="http://{place}/style"><link rel=preload as=image href="http://{place}/preload">
<link rel=prefetch href="http://{place}/prefetch"><link rel=icon href="http://{place}/icon">
<script src="http://{place}/script"></script><script type=module src="http://{place}/module"></script>
<img src="http://{place}/picture"><img srcset="http://{place}/picture2 2x">
<iframe src="http://{place}/frame"></iframe><iframe srcdoc="<img src='http://{place}/inner'>"></iframe>
<object data="http://{place}/object"></object><embed src="http://{place}/embed">
<video src="http://{place}/video" poster="http://{place}/poster" autoplay></video>
<script>
fetch('http://{place}/fetch', {{mode: 'no-cors'}}).catch(() => 0);
fetch('https://{place}/tls', {{mode: 'no-cors'}}).catch(() => 0);
navigator.sendBeacon('http://{place}/beacon', 'x');
new EventSource('http://{place}/events');
new WebSocket('ws://{place}/socket'); new WebSocket('wss://{place}/socket');
new Image().src = 'http://{place}/image';
const request = new XMLHttpRequest(); request.open('POST', 'http://{place}/xhr'); request.send('x');
new Worker(URL.createObjectURL(new Blob(["fetch('http://{place}/worker', {{mode: 'no-cors'}})"])));
try {{ new WebTransport('https://{place}/transport').ready.catch(() => 0); }} catch {{}}
const form = document.createElement('form'); form.action = 'http://{place}/form'; form.target = 'hidden';
document.documentElement.append(Object.assign(document.createElement('iframe'), {{name: 'hidden'}}), form);
form.submit();
</script>
"""

WEBRTC = """
<script>
const frame = document.createElement('iframe'); document.documentElement.append(frame);
for (const Peer of [window.RTCPeerConnection, frame.contentWindow.RTCPeerConnection]) {{
  const servers = [{{urls: 'stun:{place}'}}, {{urls: ['turn:{place}?transport=udp', 'turn:{place}?transport=tcp'],
    username: 'a', credential: 'b'}}];
  const peer = new Peer({{iceServers: servers}});
  peer.createDataChannel('x');
  peer.createOffer().then(offer => peer.setLocalDescription(offer));
  peer.addIceCandidate({{candidate: 'candidate:1 1 udp 1 {host} {port} typ host', sdpMid: '0'}}).catch(() => 0);
}}
</script>
"""


def test_a_private_page_is_refused_where_nobody_named_its_host(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(TEXT)
    with pytest.raises(RenderError) as refused:
        renderer.render(f"{site.url}/")
    assert refused.value.reason is Reason.PRIVATE_ADDRESS
    assert not site.asked


def test_the_named_host_is_reached(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(TEXT)
    assert "agreed on the budget" in renderer.render(f"{site.url}/", named_host="127.0.0.1").text


def test_no_part_of_a_page_reaches_another_private_host(renderer: Renderer, site: Site, elsewhere: Counter) -> None:
    site.paths["/"] = page(TEXT + EVERY_WAY_OUT.format(place=elsewhere.place))
    found = renderer.render(f"{site.url}/", named_host="127.0.0.1")
    assert "agreed on the budget" in found.text
    assert (elsewhere.tcp, elsewhere.udp) == (0, 0)
    assert f"refused: private {elsewhere.place}" in found.notes


def test_webrtc_reaches_no_private_host(renderer: Renderer, site: Site, elsewhere: Counter) -> None:
    site.paths["/"] = page(TEXT + WEBRTC.format(place=elsewhere.place, host=elsewhere.host, port=elsewhere.port))
    renderer.render(f"{site.url}/", named_host="127.0.0.1")
    assert (elsewhere.tcp, elsewhere.udp) == (0, 0)
