package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLogEncoderTest {

    private final LoggerContext context = new LoggerContext();

    @Test
    void anEventIsOneLineWithItsKeysBesideTheRest() throws IOException {
        LoggingEvent event = event("said \"so\"\nand more", null);
        event.addKeyValuePair(new KeyValuePair("vendor", "croco"));
        event.addKeyValuePair(new KeyValuePair("offset", 17L));
        event.addKeyValuePair(new KeyValuePair("level", "a key that would hide the event's own"));

        String line = new String(new JsonLogEncoder().encode(event), UTF_8);

        assertThat(line.lines()).hasSize(1);
        assertThat(line).endsWith("\n");
        assertThat(JsonMapper.builder().build().readTree(line))
                .hasToString(
                        "{\"time\":\"2026-11-20T15:00:00.120Z\",\"level\":\"WARN\",\"logger\":\"io.leadstream.Some\","
                                + "\"thread_name\":\"main\",\"message\":\"said \\\"so\\\"\\nand more\",\"vendor\":\"croco\",\"offset\":\"17\"}");
    }

    @Test
    void anExceptionComesWithItsStack() throws IOException {
        LoggingEvent event = event("failed", new IllegalStateException("closed"));

        JsonNode line = JsonMapper.builder().build().readTree(new JsonLogEncoder().encode(event));

        assertThat(line.get("stack").asText())
                .startsWith("java.lang.IllegalStateException: closed")
                .contains("JsonLogEncoderTest");
    }

    private LoggingEvent event(String message, @org.jspecify.annotations.Nullable Throwable failure) {
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("io.leadstream.Some"), Level.WARN, message, failure, new Object[0]);
        event.setThreadName("main");
        event.setInstant(Instant.parse("2026-11-20T15:00:00.120Z"));
        return event;
    }
}
