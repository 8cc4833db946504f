package waitingroom.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text log as {@code logback.xml} writes it. */
class OneLineTest {
  private final LoggerContext context = new LoggerContext();
  private PatternLayoutEncoder encoder;

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    ConsoleAppender<?> text = (ConsoleAppender<?>) context.getLogger("ROOT").getAppender("text");
    encoder = (PatternLayoutEncoder) text.getEncoder();
  }

  private String logged(@Nullable String message, @Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "caller", context.getLogger("shop.Door"), Level.WARN, message, thrown, null);
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\r", "\r\n", "\u000b", "\u0085", "\u2028", "\u001b[2J", "\u0000", "\u202e"})
  void a_stranger_cannot_begin_a_line(String odd) {
    String line = logged("url=" + odd + "2026-12-01 00:00:00,000 INFO  Door - all is well", null);

    assertThat(line).endsWith("all is well" + System.lineSeparator());
    assertThat(line.strip()).doesNotContain(odd).hasLineCount(1);
  }

  @Test
  void a_long_message_is_cut() {
    assertThat(logged("x".repeat(200_000), null))
        .hasSizeLessThan(2_200)
        .endsWith("x ... (200000 characters in all)" + System.lineSeparator());
  }

  @Test
  void other_texts_stay_as_they_are() {
    assertThat(logged("room=S\u00e3o Paulo\t\ud83d\ude00 \\n", null))
        .endsWith("Door - room=S\u00e3o Paulo\t\ud83d\ude00 \\n" + System.lineSeparator());
  }

  @Test
  void a_failure_without_a_message_is_told_all_the_same() {
    assertThat(logged(null, new IllegalStateException()))
        .contains("Door - null")
        .containsOnlyOnce("IllegalStateException");
  }

  @Test
  void no_line_of_a_stack_trace_looks_like_an_event() {
    Exception thrown =
        new IllegalStateException("first\n2026-12-01 00:00:00,000 INFO  Door - forged");

    assertThat(logged("failed", thrown).lines().skip(1))
        .isNotEmpty()
        .allMatch(l -> l.startsWith("  "));
  }
}
