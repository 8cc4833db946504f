package waitingroom.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/** Runs the examples of the documentation against the test's JWKS server. */
class ExamplesTest {
  private static final String EXAMPLE_JWKS = "http://127.0.0.1:8080/.well-known/jwks.json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final PublicJsonWebKey key = Tokens.key("ES256", "key");

  @Test
  void web_xml_puts_the_filter_in_front_of_everything(@TempDir Path folder) throws Exception {
    Path application = Files.createDirectories(folder.resolve("application"));
    try (JwksServer jwks = new JwksServer()) {
      jwks.publish(key);
      Files.writeString(
          Files.createDirectory(application.resolve("WEB-INF")).resolve("web.xml"),
          Files.readString(Path.of("examples/web.xml"))
              .replace(EXAMPLE_JWKS, jwks.url().toString()));
      try (ExampleShop shop = ExampleShop.of(application, folder)) {
        assertKeepsTheDoor(shop.port());
      }
    }
  }

  @Test
  void a_bean_does_so_in_spring_boot() throws Exception {
    try (JwksServer jwks = new JwksServer();
        var spring = new AnnotationConfigServletWebServerApplicationContext()) {
      jwks.publish(key);
      spring.registerBean(
          TomcatServletWebServerFactory.class, () -> new TomcatServletWebServerFactory(0));
      spring.registerBean(
          "echo",
          ServletRegistrationBean.class,
          () -> new ServletRegistrationBean<>(new ExampleShop.Echo(), "/*"));
      spring.getBeanFactory().addBeanPostProcessor(keysFrom(jwks));
      spring.register(SpringBootShop.class);
      spring.refresh();
      assertKeepsTheDoor(spring.getWebServer().getPort());
    }
  }

  private static BeanPostProcessor keysFrom(JwksServer jwks) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof FilterRegistrationBean<?> filter) {
          filter.addInitParameter("jwks-url", jwks.url().toString());
        }
        return bean;
      }
    };
  }

  private void assertKeepsTheDoor(int port) throws Exception {
    Map<String, Object> claims = Tokens.claims(Instant.now().getEpochSecond());
    claims.put("iss", "http://127.0.0.1:8080/api");
    URI cart = URI.create("http://127.0.0.1:" + port + "/cart?a=1");
    HttpRequest asBrowser = HttpRequest.newBuilder(cart).header("Accept", "text/html").build();

    HttpResponse<String> sentAway = http.send(asBrowser, BodyHandlers.ofString());
    assertThat(sentAway.statusCode()).isEqualTo(302);
    assertThat(sentAway.headers().firstValue("Location").orElse(""))
        .startsWith("http://127.0.0.1:8080/waiting-room/Sample");

    HttpRequest withToken =
        HttpRequest.newBuilder(cart).header("Authorization", Tokens.signed(key, claims)).build();
    HttpResponse<String> inside = http.send(withToken, BodyHandlers.ofString());
    assertThat(inside.statusCode()).isEqualTo(200);
    assertThat(inside.body()).contains("X-Waiting-Room-Request-Id: [" + Tokens.VISITOR + "]");
  }
}
