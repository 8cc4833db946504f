package waitingroom.http.transport;

import io.netty.handler.codec.http2.Http2FrameCodecBuilder;

/** Netty's frames of HTTP/2 for a server; a head without its pseudo-headers ends its stream. */
final class ServerFrames extends Http2FrameCodecBuilder {
  ServerFrames() {
    server(true);
    validateRequiredPseudoHeaders(true);
  }
}
