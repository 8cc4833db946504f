package waitingroom.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  /** The example of the first implementation, golang.org/x/mod/sumdb/note. */
  private static final String KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  private final NoteSigner signer =
      NoteSigner.parse(NoteSigner.generate("a.example/b").getBytes(UTF_8));

  @Test
  void a_note_of_another_implementation_is_read_and_believed() {
    SignedNote note = SignedNote.parse(NOTE);
    assertThat(note.text()).endsWith("what your problem is.\n");
    assertThat(note.note()).isEqualTo(NOTE);
    NoteKey key = NoteKey.parse(KEY);
    assertThat(key.text()).isEqualTo(KEY);
    assertThat(note.isSignedBy(key)).isTrue();
    assertThat(note.isSignedBy(signer.key())).isFalse();
    assertThat(SignedNote.parse(NOTE.replace("answer", "answers")).isSignedBy(key)).isFalse();
  }

  @Test
  void what_is_signed_is_believed_under_its_key_alone() {
    SignedNote note = signer.sign("a\n\nb\n");
    assertThat(SignedNote.parse(note.note())).isEqualTo(note);
    assertThat(note.isSignedBy(signer.key())).isTrue();
    assertThat(note.isSignedBy(NoteKey.parse(signer.key().text()))).isTrue();
    NoteKey sameBytes = new NoteKey("c.example", signer.key().bytes());
    assertThat(note.isSignedBy(sameBytes)).isFalse();
  }

  @Test
  void signatures_of_unknown_keys_are_overlooked_but_a_false_one_of_a_known_key_is_not() {
    SignedNote note = signer.sign("text\n");
    List<String> lines = new ArrayList<>(note.signatures());
    lines.addAll(SignedNote.parse(NOTE).signatures());
    lines.add("\u2014 a.example/b AAAA");
    assertThat(new SignedNote("text\n", lines).isSignedBy(signer.key())).isTrue();
    lines.addAll(signer.sign("other\n").signatures());
    assertThat(new SignedNote("text\n", lines).isSignedBy(signer.key())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\n\u2014 name AAAA",
        "text\n\n- name AAAA\n",
        "text\n\n\u2014 na+me AAAA\n",
        "text\n\n\u2014 name A!AA\n",
        "te\txt\n\n\u2014 name AAAA\n",
        "te\rxt\n\n\u2014 name AAAA\n"
      })
  void what_is_no_note_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.parse(text));
  }

  @Test
  void only_texts_of_notes_are_signed() {
    for (String text : List.of("", "text", "te\0xt\n")) {
      assertThatIllegalArgumentException().isThrownBy(() -> signer.sign(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcU"
      })
  void what_is_no_key_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> NoteKey.parse(text));
  }
}
