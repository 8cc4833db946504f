package waitingroom.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A Tomcat with the filter and an application that echoes what it sees of a request. */
final class ExampleShop implements AutoCloseable {
  private final Tomcat tomcat;

  private ExampleShop(Tomcat tomcat) {
    this.tomcat = tomcat;
  }

  /** Starts a shop with the filter, with these init parameters, in front of every path. */
  static ExampleShop with(Filter filter, Map<String, String> parameters, Path folder)
      throws LifecycleException {
    return start(
        folder,
        tomcat -> {
          Context context = tomcat.addContext("", folder.toString());
          FilterDef definition = new FilterDef();
          definition.setFilterName("waiting-room");
          definition.setFilter(filter);
          definition.setAsyncSupported("true");
          parameters.forEach(definition::addInitParameter);
          context.addFilterDef(definition);
          FilterMap everything = new FilterMap();
          everything.setFilterName("waiting-room");
          everything.addURLPattern("/*");
          context.addFilterMap(everything);
          return context;
        });
  }

  /** Starts an application whose {@code WEB-INF/web.xml} declares the filter. */
  static ExampleShop of(Path application, Path folder) throws LifecycleException {
    return start(folder, tomcat -> tomcat.addWebapp("", application.toString()));
  }

  private interface Deployment {
    Context on(Tomcat tomcat);
  }

  private static ExampleShop start(Path folder, Deployment deployment) throws LifecycleException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.setAddDefaultWebXmlToWebapp(false);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = deployment.on(tomcat);
    context.setParentClassLoader(ExampleShop.class.getClassLoader());
    Tomcat.addServlet(context, "echo", new Echo());
    context.addServletMappingDecoded("/*", "echo");
    tomcat.start();
    if (!context.getState().isAvailable()) {
      throw new IllegalStateException("The application did not start");
    }
    return new ExampleShop(tomcat);
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  /** Writes the attributes of the filter and the headers whose name holds "waiting". */
  static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      StringBuilder text = new StringBuilder();
      for (String name :
          Set.of(
              WaitingRoomFilter.REQUEST_ID,
              WaitingRoomFilter.QUEUE_POSITION,
              WaitingRoomFilter.EVENT_ID)) {
        text.append(name).append('=').append(request.getAttribute(name)).append('\n');
      }
      for (String name : Collections.list(request.getHeaderNames())) {
        if (name.toLowerCase(java.util.Locale.ROOT).contains("waiting")) {
          text.append(name).append(": ").append(Collections.list(request.getHeaders(name)));
          text.append(' ').append(request.getHeader(name)).append('\n');
        }
      }
      response.setContentType("text/plain");
      response.getWriter().write(text.toString());
    }
  }

  /**
   * Runs until its standard input ends, and prints its port.
   *
   * @param args init parameters, each as {@code name=value}
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> parameters = new java.util.HashMap<>();
    for (String each : args) {
      int equals = each.indexOf('=');
      parameters.put(each.substring(0, equals), each.substring(equals + 1));
    }
    Path folder = Files.createTempDirectory("example-shop");
    try (ExampleShop shop = with(new WaitingRoomFilter(), parameters, folder)) {
      System.out.println("port " + shop.port());
      while (System.in.read() >= 0) {
        // Blocks until it ends.
      }
    }
  }
}
