package shop;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A shop whose every page is behind the line; Spring Security's defaults do the rest. */
@SpringBootApplication
@RestController
public class ShopApplication {
  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }

  /** Who is in. */
  @GetMapping("/")
  public Map<String, Object> visitor(@AuthenticationPrincipal OidcUser user) {
    return Map.of(
        "request_id", user.getSubject(), "queue_position", user.getClaims().get("queue_position"));
  }
}
