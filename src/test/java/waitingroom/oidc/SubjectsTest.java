package waitingroom.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import waitingroom.secret.MasterSecret;

class SubjectsTest {
  private static final Optional<String> SHOP = Optional.of("shop.example");
  private static final String ID = "b1e2a3d4-0000-4000-8000-000000000001";
  private static final String OTHER_ID = "b1e2a3d4-0000-4000-8000-000000000002";

  private final Subjects subjects = of("the secret of all nodes, 32 bytes or more");

  private static Subjects of(String secret) {
    return new Subjects(MasterSecret.parse(Base64.getEncoder().encode(secret.getBytes(UTF_8))));
  }

  private static Client pairwise(String... redirectUris) {
    return new Client(
        null,
        Stream.of(redirectUris).map(RedirectUri::new).toList(),
        List.of(),
        Scopes.DEFAULT,
        SubjectType.PAIRWISE);
  }

  @Test
  void a_name_is_one_of_its_sector_its_visitor_and_the_secret() {
    String name = subjects.of(SHOP, ID);
    assertThat(name).matches("[A-Za-z0-9_-]{43}");
    assertThat(of("the secret of all nodes, 32 bytes or more").of(SHOP, ID)).isEqualTo(name);
    assertThat(subjects.of(Optional.of("other.example"), ID)).isNotEqualTo(name);
    assertThat(subjects.of(SHOP, OTHER_ID)).isNotEqualTo(name);
    assertThat(of("another secret of 0123456789 nodes, xyz").of(SHOP, ID)).isNotEqualTo(name);
  }

  @Test
  void without_a_sector_the_request_id_is_the_name() {
    assertThat(subjects.of(Optional.empty(), ID)).isEqualTo(ID);
  }

  @Test
  void the_sector_is_the_one_host_of_the_redirect_uris() {
    assertThat(pairwise("https://Shop.example/a", "https://shop.example:8443/b").sector())
        .isEqualTo(SHOP);
    for (String[] uris :
        new String[][] {
          {"https://shop.example/", "https://other.example/"},
          {"com.example.app:/back"},
          {"https://shop.example/", "com.example.app:/back"}
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pairwise(uris))
          .withMessageContaining("subject_type");
    }
  }
}
