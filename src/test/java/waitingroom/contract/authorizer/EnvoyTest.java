package waitingroom.contract.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code conf/proxies/envoy.yaml} checked against Envoy's own definitions: every name and every
 * type. Debian has no Envoy, so no request passes through one.
 */
class EnvoyTest {
  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(HttpConnectionManager.getDescriptor())
          .add(HeaderMutation.getDescriptor())
          .add(ExtAuthz.getDescriptor())
          .add(ExtAuthzPerRoute.getDescriptor())
          .add(Router.getDescriptor())
          .build();

  private static Bootstrap read(String yaml) throws IOException {
    Bootstrap.Builder bootstrap = Bootstrap.newBuilder();
    JsonFormat.parser()
        .usingTypeRegistry(TYPES)
        .merge(new YAMLMapper().readTree(yaml).toString(), bootstrap);
    return bootstrap.build();
  }

  private static String file() throws IOException {
    return Files.readString(Path.of("conf", "proxies", "envoy.yaml"));
  }

  private static ExtAuthz authorizer() throws IOException {
    return manager().getHttpFilters(0).getTypedConfig().unpack(ExtAuthz.class);
  }

  private static HttpConnectionManager manager() throws IOException {
    return read(file())
        .getStaticResources()
        .getListeners(0)
        .getFilterChains(0)
        .getFilters(0)
        .getTypedConfig()
        .unpack(HttpConnectionManager.class);
  }

  @Test
  void every_name_and_every_type_is_one_of_envoys() throws IOException {
    assertThat(read(file()).getStaticResources().getClustersCount()).isEqualTo(2);
    String misspelt = file().replace("failure_mode_allow", "failure_mode_alow");
    assertThatThrownBy(() -> read(misspelt)).isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void the_authorizer_is_asked_with_the_room_named_first_and_errors_close_the_door()
      throws IOException {
    ExtAuthz authorizer = authorizer();
    assertThat(authorizer.getHttpService().getPathPrefix())
        .isEqualTo("/authorizer?event_id=Sample&live=true&mount=/__waiting-room&path=");
    assertThat(authorizer.getFailureModeAllow()).isFalse();
    assertThat(authorizer.getStatusOnError().getCodeValue()).isEqualTo(503);
  }

  @Test
  void the_waiting_rooms_own_place_is_open_and_loses_its_prefix() throws IOException {
    Route own = manager().getRouteConfig().getVirtualHosts(0).getRoutes(0);
    assertThat(own.getMatch().getPrefix()).isEqualTo("/__waiting-room/");
    assertThat(own.getRoute().getCluster()).isEqualTo("waiting_room");
    assertThat(own.getRoute().getPrefixRewrite()).isEqualTo("/");
    assertThat(own.getRoute().hasTimeout()).isTrue();
    assertThat(own.getRoute().getTimeout().getSeconds()).as("streams are long").isZero();
    assertThat(
            own.getTypedPerFilterConfigOrThrow("envoy.filters.http.ext_authz")
                .unpack(ExtAuthzPerRoute.class)
                .getDisabled())
        .isTrue();
  }

  @Test
  void what_a_client_says_of_itself_is_removed_before_the_answer_is_added() throws IOException {
    HttpConnectionManager manager = manager();
    HeaderMutation early =
        manager.getEarlyHeaderMutationExtensions(0).getTypedConfig().unpack(HeaderMutation.class);
    assertThat(early.getMutationsList())
        .extracting(mutation -> mutation.getRemove())
        .containsExactlyElementsOf(
            authorizer()
                .getHttpService()
                .getAuthorizationResponse()
                .getAllowedUpstreamHeaders()
                .getPatternsList()
                .stream()
                .map(pattern -> pattern.getExact())
                .toList());
  }
}
