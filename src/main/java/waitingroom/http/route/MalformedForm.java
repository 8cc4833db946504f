package waitingroom.http.route;

/** A form that cannot be read; the message is a sentence for its sender. */
public final class MalformedForm extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedForm(String sentence) {
    super(sentence, null, false, false);
  }

  /** The sentence: ASCII without quotes and backslashes. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
