package waitingroom.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OnwardTest {
  private static final Onward.Token TOKEN = new Onward.Token("a.b.c", 600, "ticket", true);

  private static PageDesign design(HandOver handOver, @Nullable String domain) {
    return new PageDesign(
        "", null, "#000000", Map.of(), null, null, handOver, false, domain, List.of());
  }

  @Test
  void behind_the_address_the_token_is_in_the_fragment() {
    Onward onward =
        Onward.to("https://shop.example/in?a=b", design(HandOver.FRAGMENT, null), TOKEN);
    assertThat(onward.location())
        .isEqualTo(
            "https://shop.example/in?a=b#access_token=a.b.c&token_type=Bearer&expires_in=600");
    assertThat(onward.cookie()).isEmpty();
    assertThat(onward.fields()).isEmpty();
  }

  @Test
  void in_a_cookie_no_script_can_read_it() {
    Onward onward =
        Onward.to("https://shop.example/in", design(HandOver.COOKIE, "shop.example"), TOKEN);
    assertThat(onward.location()).isEqualTo("https://shop.example/in");
    assertThat(onward.cookie())
        .contains(
            "ticket=a.b.c; Path=/; Max-Age=600; Domain=shop.example; HttpOnly; SameSite=Lax; Secure");
  }

  @Test
  void in_a_form_it_is_a_field() {
    Onward onward = Onward.to("https://shop.example/in", design(HandOver.FORM, null), TOKEN);
    assertThat(onward.location()).isEqualTo("https://shop.example/in");
    assertThat(onward.fields()).containsEntry("access_token", "a.b.c");
    assertThat(onward.cookie()).isEmpty();
  }

  @Test
  void without_a_target_the_cookie_is_still_set() {
    Onward onward =
        Onward.to(
            null, design(HandOver.FRAGMENT, null), new Onward.Token("a.b.c", 600, "ticket", false));
    assertThat(onward.location()).isNull();
    assertThat(onward.cookie())
        .contains("ticket=a.b.c; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
  }
}
