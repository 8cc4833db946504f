package waitingroom.fuzz.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what is wrong with the way in which an input was taken. */
final class Judge {
  /** Each is taken by us and refused by nginx, harmlessly. */
  private static final List<Pattern> KNOWN =
      List.of(
          // Blanks and control characters in front of a method belong to no request: skipped.
          Pattern.compile(
              "[\\x00-\\x09\\x0b\\x0c\\x0e-\\x20\\x7f][\\r\\n]*(GET|POST|PUT|HEAD|OPTIONS) "),
          // A percent sign that starts nothing stands for itself, as browsers have it.
          Pattern.compile("%(?![0-9a-fA-F]{2})"),
          // Any blank parts the words of a first line (RFC 9112, section 3).
          Pattern.compile(
              "(GET|POST|PUT|HEAD|OPTIONS) *[\\x09\\x0b\\x0c\\r]|[\\x09\\x0b\\x0c\\r] *HTTP/"),
          // A tab is a blank around a value (RFC 9110, section 5.6.3); nginx takes it for the
          // value.
          Pattern.compile(": *\\x09|\\x09 *\\r\\n"),
          // A path that climbs above the root leads nowhere, which is no matter of framing.
          Pattern.compile("/\\.\\."),
          // Twice the same expectation decides nothing.
          Pattern.compile("(?is)\\nexpect *:.*\\nexpect *:"),
          // An empty host is as good as none (RFC 9112, section 3.2); nginx refuses it.
          Pattern.compile("(?i)\\nhost:[ \\t]*:?\\r"),
          // A server may be asked for its options as a whole (RFC 9112, section 3.2.4); nginx
          // refuses.
          Pattern.compile("OPTIONS +\\*"),
          // Only the word itself closes (RFC 9110, section 7.6.1); nginx finds it in any other.
          Pattern.compile("(?i)\\nconnection *:[^\\r\\n]*([^ \\t,:]close|close[^ \\t,\\r])"),
          // A nameless or misspelt header decides nothing; nginx drops the line, or the request.
          Pattern.compile("\\n:"));

  private Judge() {}

  /**
   * The fault, if there is one.
   *
   * @param nginx the second opinion on where requests begin and end
   */
  static Optional<String> fault(byte[] input, Seen ours, Optional<Seen> nginx) {
    String text = new String(input, ISO_8859_1);
    if (!ours.ended()) {
      return Optional.of("silence");
    }
    if (ours.statuses().stream().anyMatch(status -> status >= 500)) {
      return Optional.of("a 5xx");
    }
    if (!inOrder(text, ours.tags())) {
      return Optional.of("answers out of order");
    }
    if (nginx.isPresent() && !isWithin(ours.tags(), nginx.get().tags()) && !isKnown(text)) {
      return Optional.of("taken by us, not by nginx: " + ours + " and " + nginx.get());
    }
    return Optional.empty();
  }

  private static boolean isKnown(String text) {
    return KNOWN.stream().anyMatch(known -> known.matcher(text).find());
  }

  private static boolean inOrder(String text, List<String> tags) {
    int from = 0;
    for (String tag : tags) {
      int at = text.indexOf(tag + "/", from);
      if (at < 0) {
        return false;
      }
      from = at + 1;
    }
    return true;
  }

  /** Whether they took all that we took, in the same order. */
  private static boolean isWithin(List<String> ours, List<String> theirs) {
    int found = 0;
    for (String tag : theirs) {
      if (found < ours.size() && ours.get(found).equals(tag)) {
        found++;
      }
    }
    return found == ours.size();
  }
}
