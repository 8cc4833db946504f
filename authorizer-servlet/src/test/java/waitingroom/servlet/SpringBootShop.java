package waitingroom.servlet;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The filter in a Spring Boot application. */
@Configuration(proxyBeanMethods = false)
class SpringBootShop {

  @Bean
  FilterRegistrationBean<WaitingRoomFilter> waitingRoom() {
    var filter = new FilterRegistrationBean<>(new WaitingRoomFilter());
    filter.addInitParameter("jwks-url", "http://127.0.0.1:8080/.well-known/jwks.json");
    filter.addInitParameter("issuer", "http://127.0.0.1:8080/api");
    filter.addInitParameter("room", "Sample");
    filter.addInitParameter("waiting-page", "http://127.0.0.1:8080/waiting-room/{event_id}");
    filter.addInitParameter("return-hosts", "127.0.0.1:8081");
    filter.addUrlPatterns("/*");
    return filter;
  }
}
