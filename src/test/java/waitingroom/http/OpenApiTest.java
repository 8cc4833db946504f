package waitingroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import waitingroom.access.signin.SignIn;
import waitingroom.access.signin.SignInSettings;
import waitingroom.alarm.AlarmBoard;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.authorizer.check.TokenSources;
import waitingroom.authorizer.check.WaitingPage;
import waitingroom.http.admin.AccessKeysApi;
import waitingroom.http.admin.AuditApi;
import waitingroom.http.admin.IdentityProviderSignInApi;
import waitingroom.http.admin.SignInApi;
import waitingroom.http.alarm.AlarmDefinitionsApi;
import waitingroom.http.alarm.AlarmsApi;
import waitingroom.http.authorizer.AuthorizerApi;
import waitingroom.http.event.EventsApi;
import waitingroom.http.event.SubscriptionsApi;
import waitingroom.http.oidc.AuthorizeEndpoint;
import waitingroom.http.oidc.ClientsApi;
import waitingroom.http.oidc.GrantEndpoint;
import waitingroom.http.oidc.LoginEndpoint;
import waitingroom.http.oidc.LogoutEndpoint;
import waitingroom.http.oidc.OpenIdDiscovery;
import waitingroom.http.oidc.OpenIdProviderApi;
import waitingroom.http.oidc.UserInfoEndpoint;
import waitingroom.http.operations.FormatApi;
import waitingroom.http.operations.OperationsApi;
import waitingroom.http.page.AssetsApi;
import waitingroom.http.page.EnterEndpoint;
import waitingroom.http.page.PagePreviewApi;
import waitingroom.http.page.PagesApi;
import waitingroom.http.page.PanelApi;
import waitingroom.http.page.PlainPageEndpoint;
import waitingroom.http.page.RoomPagesApi;
import waitingroom.http.page.SampleShop;
import waitingroom.http.page.SiteFilesApi;
import waitingroom.http.page.WaitingPageApi;
import waitingroom.http.room.InletsApi;
import waitingroom.http.room.LiveRoomsApi;
import waitingroom.http.room.PrivateApi;
import waitingroom.http.room.RoomsApi;
import waitingroom.http.room.VisitorsApi;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.QueryParameter;
import waitingroom.http.schedule.ScheduleApi;
import waitingroom.http.server.AdminSettings;
import waitingroom.http.server.CostSettings;
import waitingroom.http.server.PublicSettings;
import waitingroom.http.server.RateLimitSettings;
import waitingroom.http.statistics.LiveHistoryApi;
import waitingroom.http.statistics.StatisticsApi;
import waitingroom.http.visitor.LineEndpoint;
import waitingroom.http.visitor.PublicApi;
import waitingroom.http.visitor.StreamApi;
import waitingroom.page.WaitingPages;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.testkit.ApiDescription;
import waitingroom.testkit.ApiDescription.Listener;
import waitingroom.testkit.ApiDescription.Operation;

/** Agreement of the endpoint tables with {@code openapi.json}. */
class OpenApiTest {
  private record Row(
      Listener listener,
      String method,
      String path,
      Set<String> requiredQuery,
      boolean secured,
      boolean ownPagesOnly) {}

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final AuthorizerSettings DOOR =
      new AuthorizerSettings(
          new TokenSources(List.of(), Optional.empty()),
          Optional.empty(),
          false,
          Set.of(),
          Duration.ZERO,
          1,
          false,
          new WaitingPage("/", Set.of()));

  private final ApiDescription description = ApiDescription.get();

  @Test
  void every_public_endpoint_declares_its_class_of_cost() {
    assertThat(publicEndpoints())
        .filteredOn(endpoint -> endpoint.cost() == null)
        .extracting(Endpoint::path)
        .isEmpty();
  }

  @Test
  void it_is_openapi_3_1() {
    assertThat(description.document().get("openapi").textValue()).isEqualTo("3.1.0");
  }

  @Test
  void it_describes_the_endpoints_with_their_required_queries_and_their_security() {
    Set<Row> described = new HashSet<>();
    for (Operation o : description.operations()) {
      for (Listener listener : o.listeners()) {
        described.add(
            new Row(
                listener, o.method(), o.path(), o.requiredQuery(), o.secured(), o.ownPagesOnly()));
      }
    }
    Set<Row> served =
        Stream.concat(
                publicEndpoints().stream().map(e -> row(Listener.PUBLIC, e)),
                adminEndpoints().stream().map(e -> row(Listener.ADMIN, e)))
            .collect(Collectors.toSet());
    assertThat(described).isEqualTo(served);
  }

  @Test
  void every_role_is_told() {
    Map<String, String> served =
        adminEndpoints().stream()
            .filter(e -> e.role() != null)
            .collect(
                Collectors.toMap(
                    e -> e.method() + " " + describedPath(Listener.ADMIN, e),
                    e -> String.valueOf(e.role()).toLowerCase(Locale.ROOT)));
    Map<String, String> described =
        description.operations().stream()
            .filter(o -> !o.role().isEmpty())
            .collect(Collectors.toMap(o -> o.method() + " " + o.path(), Operation::role));
    assertThat(described).isEqualTo(served);
  }

  /** Signing in, which nobody known does yet, is in the log. */
  @Test
  void every_change_by_a_known_caller_is_in_the_audit_trail_and_sums_are_for_calls_of_shops() {
    List<Endpoint> changing =
        adminEndpoints().stream().filter(e -> !READING.contains(e.method())).toList();
    assertThat(changing).hasSizeGreaterThan(20);
    assertThat(changing)
        .filteredOn(e -> e.trail() == Endpoint.Trail.NONE)
        .extracting(Endpoint::path)
        .containsExactly("/session");
    assertThat(changing)
        .filteredOn(e -> e.trail() == Endpoint.Trail.SUMMED)
        .extracting(Endpoint::path)
        .containsExactlyInAnyOrder("/generate_token", "/update_session", "/inlets/max_size");
  }

  @Test
  void every_reference_leads_somewhere_and_every_operation_id_is_unique() {
    List<JsonNode> references = description.document().findParents("$ref");
    assertThat(references).hasSizeGreaterThan(50);
    references.forEach(description::resolved);
    List<String> ids = description.document().findValuesAsText("operationId");
    assertThat(ids).hasSameSizeAs(description.operations()).doesNotHaveDuplicates();
  }

  private static Row row(Listener listener, Endpoint endpoint) {
    return new Row(
        listener,
        endpoint.method(),
        describedPath(listener, endpoint),
        endpoint.requiredQuery().stream().map(QueryParameter::wireName).collect(Collectors.toSet()),
        endpoint.role() != null,
        !endpoint.fromAnySite());
  }

  /** Path in the description: for compatible paths of the admin listener, the original's. */
  private static String describedPath(Listener listener, Endpoint endpoint) {
    return endpoint.compatible() && listener == Listener.ADMIN
        ? "/api" + endpoint.path()
        : endpoint.path();
  }

  @SuppressWarnings("NullAway")
  private static OperationsApi operations() {
    return new OperationsApi(
        () -> CompletableFuture.completedStage(List.of()),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
        new StatusBoard(),
        new AlarmBoard(),
        null);
  }

  /** Listing endpoints needs none of their handlers' dependencies. */
  @SuppressWarnings("NullAway")
  private static List<Endpoint> publicEndpoints() {
    PublicSettings settings =
        new PublicSettings(
            "127.0.0.1",
            0,
            "issuer",
            1,
            1,
            new PublicSettings.Cache(1, 1, 1, 0),
            new RateLimitSettings(0, 1, 0, 1, Optional.empty()),
            new CostSettings(Map.of(), 0, 1),
            Optional.empty());
    List<Endpoint> all = new ArrayList<>(operations().common());
    all.addAll(new AssetsApi(List.of()).endpoints());
    all.addAll(new SiteFilesApi(WaitingPages.load().assets()).endpoints());
    all.addAll(new SampleShop(null, DOOR, null, null, null).endpoints());
    all.addAll(
        new RoomPagesApi(new EnterEndpoint(null, null, null, Optional.empty(), ""), null)
            .endpoints());
    all.addAll(new WaitingPageApi(null, null, null, null, plainPage()).endpoints());
    all.addAll(new PublicApi(null, null, null, null, null, null, settings).endpoints());
    all.addAll(new StreamApi(null, null, new LineEndpoint(null, null, null, null)).endpoints());
    all.addAll(new AuthorizerApi(null, DOOR).endpoints());
    all.addAll(openId().endpoints());
    return all;
  }

  @SuppressWarnings("NullAway")
  private static PlainPageEndpoint plainPage() {
    return new PlainPageEndpoint(null, null, null, null, null, true);
  }

  @SuppressWarnings("NullAway")
  private static OpenIdProviderApi openId() {
    return new OpenIdProviderApi(
        new OpenIdProviderApi.Endpoints(
            new OpenIdDiscovery("issuer", null, 1),
            new AuthorizeEndpoint(null, null, null, "issuer"),
            new LoginEndpoint(null, null),
            new GrantEndpoint(null, null, null),
            new UserInfoEndpoint(null, null, null, null, null),
            new LogoutEndpoint(null, null)));
  }

  @SuppressWarnings("NullAway")
  private static List<Endpoint> adminEndpoints() {
    AdminSettings settings =
        new AdminSettings("127.0.0.1", 0, "issuer", 1, Duration.ofSeconds(1), Optional.empty());
    List<Endpoint> all = new ArrayList<>(operations().common());
    all.addAll(new AssetsApi(List.of()).endpoints());
    all.addAll(operations().admin());
    all.addAll(new FormatApi(null).endpoints());
    all.addAll(new PrivateApi(null, null, null, null, settings).endpoints());
    all.addAll(new RoomsApi(null, null).endpoints());
    all.addAll(new ScheduleApi(null, null, null).endpoints());
    all.addAll(new LiveRoomsApi(new StatusBoard(), null, null, null, null).endpoints());
    all.addAll(new LiveHistoryApi(null, null, null, null, null, null).endpoints());
    all.addAll(new StatisticsApi(null, null, null, null).endpoints());
    all.addAll(new VisitorsApi(null, null, null, null).endpoints());
    all.addAll(new PanelApi(PanelApi.files(), false).endpoints());
    all.addAll(new ClientsApi(null, null).endpoints());
    all.addAll(new PagesApi(null, null).endpoints());
    all.addAll(new PagePreviewApi(null, null, null).endpoints());
    all.addAll(new InletsApi(null, null).endpoints());
    all.addAll(new AlarmsApi(null).endpoints());
    all.addAll(new EventsApi(null, null, null).endpoints());
    all.addAll(new SubscriptionsApi(null, null).endpoints());
    SignIn signIn = signIn();
    all.addAll(new SignInApi(signIn, null, null).endpoints());
    all.addAll(new IdentityProviderSignInApi(signIn, null).endpoints());
    all.addAll(new AccessKeysApi(null).endpoints());
    all.addAll(new AlarmDefinitionsApi(null, null, null).endpoints());
    all.addAll(new AuditApi(null, null).endpoints());
    return all;
  }

  @SuppressWarnings("NullAway")
  private static SignIn signIn() {
    SignInSettings settings =
        new SignInSettings(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new SignIn(null, null, null, null, Optional.empty(), settings);
  }
}
