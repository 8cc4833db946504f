package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import waitingroom.secret.Sha256;
import waitingroom.testkit.CpuTime;

/**
 * CPU time of every regular expression of the program on long texts that almost match, in hashes of
 * the same text. The factor finds those whose time grows with the square of a text.
 */
class RegularExpressionsTest {
  /** The longest text of a stranger that any of them reads is a target of 16 KiB. */
  private static final int CHARS = 16 << 10;

  private static final long HASHES_MAX = 2_000;

  /** Read our own files and answers. */
  private static final List<String> NOT_OF_STRANGERS =
      List.of("waitingroom.tool", "waitingroom.dev", "waitingroom.rehearsal");

  private static final List<String> PARTS =
      List.of(
          "a", "0", "A", "-", ".", "/", "&", "=", ":", ";", ",", "%", " ", "\t", "[", "{", "\"",
          "a.", "a-", "a/", "0.", "0:", "%2", "&x-amz-", "/a", "a@", "http://", "%41", "é",
          "\u0660");

  private static Map<String, Pattern> patterns() throws ReflectiveOperationException {
    Map<String, Pattern> all = new TreeMap<>();
    for (JavaField field :
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("waitingroom")
                .stream()
                .filter(
                    type -> NOT_OF_STRANGERS.stream().noneMatch(type.getPackageName()::startsWith))
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(Pattern.class))
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .toList()) {
      Field found = field.reflect();
      found.setAccessible(true);
      all.put(field.getFullName(), (Pattern) found.get(null));
    }
    return all;
  }

  @Test
  void none_takes_long_for_a_text_that_almost_matches() throws ReflectiveOperationException {
    byte[] text = new byte[CHARS];
    long hash = Math.max(10_000, CpuTime.nanos(() -> Sha256.of(text)));
    Map<String, Pattern> patterns = patterns();
    assertThat(patterns).hasSizeGreaterThan(30);
    Map<String, Long> slow = new TreeMap<>();
    patterns.forEach(
        (name, pattern) ->
            PARTS.forEach(
                part -> {
                  String many = part.repeat(CHARS / part.length()) + "\n";
                  long hashes = CpuTime.once(() -> searched(pattern, many)) / hash;
                  if (hashes > HASHES_MAX) {
                    slow.put(name + " on " + part, hashes);
                  }
                }));
    assertThat(slow).as("in hashes").isEmpty();
  }

  private static void searched(Pattern pattern, String text) {
    boolean matches = pattern.matcher(text).matches();
    boolean unused = pattern.matcher(text).find() && matches;
  }
}
