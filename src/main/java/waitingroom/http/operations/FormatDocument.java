package waitingroom.http.operations;

import java.util.List;
import waitingroom.store.FormatRegister;
import waitingroom.store.FormatRegister.Reader;

/**
 * The cluster's format number.
 *
 * @param readable newest format that all members read; it can be raised this far
 */
record FormatDocument(int format, int readable, List<Reader> members) {

  static FormatDocument of(FormatRegister register) {
    List<Reader> members = register.readers();
    return new FormatDocument(
        register.board().raised(),
        members.stream().mapToInt(Reader::reads).min().orElse(register.board().newest()),
        members);
  }

  /** The body that raises it. */
  record Wanted(int format) {
    Wanted {
      if (format < 1) {
        throw new IllegalArgumentException("format must be at least 1");
      }
    }
  }
}
