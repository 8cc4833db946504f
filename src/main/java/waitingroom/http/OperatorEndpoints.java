package waitingroom.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import waitingroom.access.signin.SignIn;
import waitingroom.http.admin.AccessKeysApi;
import waitingroom.http.admin.AdminFilter;
import waitingroom.http.admin.AuditApi;
import waitingroom.http.admin.Callers;
import waitingroom.http.admin.Denials;
import waitingroom.http.admin.IdentityProviderSignInApi;
import waitingroom.http.admin.SignInApi;
import waitingroom.http.alarm.AlarmDefinitionsApi;
import waitingroom.http.alarm.AlarmsApi;
import waitingroom.http.event.EventsApi;
import waitingroom.http.event.SubscriptionsApi;
import waitingroom.http.oidc.ClientsApi;
import waitingroom.http.operations.FormatApi;
import waitingroom.http.page.PagePreviewApi;
import waitingroom.http.page.PagesApi;
import waitingroom.http.room.InletsApi;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.room.PrivateApi;
import waitingroom.http.room.RoomsApi;
import waitingroom.http.route.ClientAddress;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Filter;
import waitingroom.http.route.StreamLeases;
import waitingroom.http.schedule.ScheduleApi;
import waitingroom.http.server.AdminSettings;
import waitingroom.http.statistics.RoomNumbers;
import waitingroom.http.statistics.StatisticsApi;
import waitingroom.oidc.Clients;

/** All endpoints of the admin listener, behind the filter that knows its callers. */
public final class OperatorEndpoints {
  private final SharedEndpoints shared;
  private final RoomServices rooms;
  private final ReadServices read;
  private final OperatorServices access;
  private final PageServices pages;
  private final Clients clients;
  private final AdminSettings settings;
  private final Clock clock;
  private final Denials denials;
  private final Callers callers;
  private final KnownRooms known;

  /**
   * @param clients of the OpenID provider
   * @param blocking for credentials whose check may wait
   */
  public OperatorEndpoints(
      SharedEndpoints shared,
      RoomServices rooms,
      ReadServices read,
      OperatorServices access,
      PageServices pages,
      Clients clients,
      AdminSettings settings,
      MeterRegistry registry,
      Executor blocking,
      Clock clock) {
    this.shared = shared;
    this.rooms = rooms;
    this.read = read;
    this.access = access;
    this.pages = pages;
    this.clients = clients;
    this.settings = settings;
    this.clock = clock;
    this.denials =
        new Denials(registry, new ClientAddress(access.signIn().settings().addressHeader()));
    this.callers = new Callers(access.authenticator(), access.signIn(), blocking);
    this.known = new KnownRooms(rooms.rooms().board());
  }

  AdminSettings settings() {
    return settings;
  }

  Filter filter() {
    return new AdminFilter(callers, denials, access.recorder());
  }

  List<Endpoint> all() {
    StreamLeases leases = new StreamLeases(callers::again, StreamLeases.EVERY);
    RoomNumbers numbers =
        new RoomNumbers(rooms.rooms(), known, read.readSide().statistics(), rooms.forecasts());
    List<Endpoint> all = new ArrayList<>(shared.operations().common());
    all.addAll(shared.operations().admin());
    all.addAll(new FormatApi(access.format()).endpoints());
    all.addAll(ofRooms(numbers));
    all.addAll(ofAlarmsAndEvents(leases));
    all.addAll(ofAccess());
    all.addAll(new PagesApi(known, pages.designs()).endpoints());
    all.addAll(new PagePreviewApi(known, pages.designs(), pages.pages()).endpoints());
    all.addAll(
        PanelEndpoints.of(
            rooms,
            read,
            access.signIn().openId().isPresent(),
            known,
            numbers,
            shared.visitors(),
            pages.pages().assets(),
            leases,
            clock));
    return all;
  }

  private List<Endpoint> ofRooms(RoomNumbers numbers) {
    List<Endpoint> all = new ArrayList<>();
    all.addAll(
        new PrivateApi(
                rooms.rooms(),
                shared.visitors(),
                shared.tokens(),
                read.readSide().expiredTokens(),
                settings)
            .endpoints());
    all.addAll(new RoomsApi(rooms.rooms(), known).endpoints());
    all.addAll(new ScheduleApi(rooms.rooms(), known, clock).endpoints());
    all.addAll(new InletsApi(rooms.rooms(), shared.visitors()).endpoints());
    all.addAll(new StatisticsApi(known, numbers, read.readSide(), clock).endpoints());
    all.addAll(new ClientsApi(known, clients).endpoints());
    return all;
  }

  private List<Endpoint> ofAlarmsAndEvents(StreamLeases leases) {
    List<Endpoint> all = new ArrayList<>();
    all.addAll(new AlarmsApi(read.alarms()).endpoints());
    all.addAll(
        new AlarmDefinitionsApi(read.alarms(), rooms.rooms().board(), read.monitoring())
            .endpoints());
    all.addAll(new EventsApi(read.feed(), rooms.rooms(), leases).endpoints());
    all.addAll(new SubscriptionsApi(read.webhooks(), rooms.rooms()).endpoints());
    return all;
  }

  private List<Endpoint> ofAccess() {
    SignIn signIn = access.signIn();
    List<Endpoint> all = new ArrayList<>();
    all.addAll(new SignInApi(signIn, callers, denials).endpoints());
    all.addAll(new IdentityProviderSignInApi(signIn, denials).endpoints());
    all.addAll(new AccessKeysApi(signIn.register()).endpoints());
    all.addAll(new AuditApi(access.audit(), clock).endpoints());
    return all;
  }
}
