package waitingroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsFileTest {
  private static final String SECRET = "s3cret-".repeat(6);
  private static final String GOOD =
      "[a]\naws_access_key_id = AKIA1\naws_secret_access_key = " + SECRET + "\n";

  @Test
  void profiles_have_their_role_and_without_one_they_are_administrators() {
    String more = "[b]\naws_access_key_id=AKIA2\naws_secret_access_key=%s\nrole = Viewer\n";
    Map<String, AccessKey> keys = parse(GOOD + more.formatted(SECRET));

    assertThat(keys).containsOnlyKeys("AKIA1", "AKIA2");
    assertThat(keys.get("AKIA1"))
        .isEqualTo(new AccessKey("AKIA1", SECRET, new Principal("a", Role.ADMIN)));
    assertThat(keys.get("AKIA2"))
        .isEqualTo(new AccessKey("AKIA2", SECRET, new Principal("b", Role.VIEWER)));
  }

  @Test
  void what_aws_tools_write_beside_keys_is_passed_over() {
    String file =
        "\uFEFF# comment\n; another\n\n[ a ] # mine\nAWS_ACCESS_KEY_ID = AKIA1 # comment\n"
            + "aws_secret_access_key = "
            + SECRET
            + "\naws_session_token = x\nregion = eu-west-1\noutput = json\naws_account_id = 1\n";

    assertThat(parse(file)).containsOnlyKeys("AKIA1");
  }

  @Test
  void a_mistyped_member_is_refused_because_it_could_have_been_the_role() {
    refused(GOOD + "rolle = viewer\n", "Line 4");
    refused(GOOD + "role viewer\n", "Line 4");
    refused(GOOD + SECRET + "\n", "Line 4");
    refused("role = viewer\n" + GOOD, "Line 1");
  }

  @Test
  void a_profile_that_is_incomplete_or_doubtful_is_refused() {
    refused("", "has no profile");
    refused("[a]\n", "Profile a has no aws_access_key_id");
    refused("[a]\naws_access_key_id = AKIA1\n", "Profile a has no aws_secret_access_key");
    refused(GOOD.replace("AKIA1", "A-1"), "Profile a has a key id that is not");
    refused(GOOD.replace(SECRET, "s".repeat(31)), "Profile a has a secret shorter than 32");
    refused(GOOD + "role = root\n", "Profile a has a role other than");
    refused(GOOD + "role = \n", "Profile a has a role other than");
    refused(GOOD + "role = viewer\nrole = admin\n", "Profile a has role twice");
  }

  @Test
  void profiles_are_told_apart() {
    refused(GOOD + GOOD, "Profile a appears twice");
    refused(GOOD + GOOD.replace("[a]", "[b]"), "repeats the key id of another profile");
    refused("[]\n", "Line 1");
    refused("[a\n", "Line 1");
    refused("[a\tb]\n", "Line 1");
  }

  private static void refused(String content, String message) {
    assertThatThrownBy(() -> parse(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContainingAny(SECRET);
  }

  private static Map<String, AccessKey> parse(String content) {
    return CredentialsFile.parse(content.getBytes(UTF_8));
  }
}
