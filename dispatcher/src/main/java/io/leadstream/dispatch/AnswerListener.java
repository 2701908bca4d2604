package io.leadstream.dispatch;

import io.leadstream.dialect.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;

/** Collects one answer, no more of its body than a limit, and says what came of the call. */
final class AnswerListener implements Response.Listener {

    private final int mostBody;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<TransportAnswer> answer = new CompletableFuture<>();
    private volatile boolean begun;
    private boolean cut;

    AnswerListener(int mostBody) {
        this.mostBody = mostBody;
    }

    CompletableFuture<TransportAnswer> answer() {
        return answer;
    }

    /** The call has a connection and is about to be written: from here on it may have left. */
    void begun() {
        begun = true;
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        int room = mostBody - body.size();
        byte[] bytes = new byte[Math.min(room, content.remaining())];
        content.get(bytes);
        body.writeBytes(bytes);
        if (content.hasRemaining() && !cut) {
            cut = true;
            var unused = response.abort(new IllegalStateException("answer too long"));
        }
    }

    @Override
    public void onComplete(Result result) {
        if (result.isSucceeded() || cut) {
            Response response = result.getResponse();
            answer.complete(new TransportAnswer.Answered(new Answer(
                    response.getStatus(), JettyTransport.lowerCase(response.getHeaders()), body.toByteArray())));
            return;
        }
        String reason = JettyTransport.reason(result.getFailure());
        boolean maybeSent = begun && !refusedByUs(result.getFailure());
        answer.complete(maybeSent ? new TransportAnswer.SentNoAnswer(reason) : new TransportAnswer.NotSent(reason));
    }

    /** We did not trust the vendor's certificate: the handshake ended before the call could go. */
    private static boolean refusedByUs(Throwable failure) {
        return failure instanceof SSLHandshakeException && failure.getCause() instanceof CertificateException;
    }
}
