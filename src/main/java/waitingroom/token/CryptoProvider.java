package waitingroom.token;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JCA provider that computes signatures: Amazon Corretto Crypto Provider, which is native and
 * several times faster, or the JDK. {@link Es256Signer} does ES256, unless the native provider is
 * configured. Nothing is installed globally; everything else, TLS included, stays with the JDK.
 */
public final class CryptoProvider {
  private static final Logger log = LoggerFactory.getLogger(CryptoProvider.class);
  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
  private static final CryptoProvider JDK = new CryptoProvider(null, false);

  private final @Nullable Provider provider;
  private final boolean es256;

  private CryptoProvider(@Nullable Provider provider, boolean es256) {
    this.provider = provider;
    this.es256 = es256;
  }

  /** The JDK's own providers. */
  public static CryptoProvider jdk() {
    return JDK;
  }

  /** Corretto if it loads and passes its self-tests, otherwise the JDK. */
  public static CryptoProvider fastest() {
    return Fastest.INSTANCE;
  }

  /**
   * Corretto for everything, ES256 too, whose signatures then differ each time.
   *
   * @throws IllegalArgumentException when it does not load
   */
  public static CryptoProvider nativeForAll() {
    if (fastest() == JDK) {
      throw new IllegalArgumentException(
          "Amazon Corretto Crypto Provider does not load here: set"
              + " waiting-room.tokens.crypto-provider to auto");
    }
    return new CryptoProvider(fastest().provider, true);
  }

  /** Whether it computes ES256. */
  boolean signsEs256() {
    return es256;
  }

  /** The name to log at start, such as `AmazonCorrettoCryptoProvider 2.5.0` or `JDK`. */
  public String name() {
    return provider == null ? "JDK" : provider.getName() + " " + provider.getVersionStr();
  }

  Signature signature(String algorithm) throws GeneralSecurityException {
    return provider == null
        ? Signature.getInstance(algorithm)
        : Signature.getInstance(algorithm, provider);
  }

  /** The key in the provider's own form, to avoid a conversion per signature. */
  PrivateKey own(PrivateKey key) throws GeneralSecurityException {
    return provider == null
        ? key
        : (PrivateKey) KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key);
  }

  /** Loads Corretto on first use, once. */
  private static final class Fastest {
    static final CryptoProvider INSTANCE = load();

    private static CryptoProvider load() {
      try {
        Class<?> type = Class.forName(CORRETTO, true, correttoLoader());
        Provider corretto = (Provider) type.getField("INSTANCE").get(null);
        type.getMethod("assertHealthy").invoke(corretto);
        return new CryptoProvider(corretto, false);
      } catch (ReflectiveOperationException | IOException | LinkageError | RuntimeException e) {
        log.warn(
            "Amazon Corretto Crypto Provider does not load here, signing with the slower JDK:"
                + " os={} arch={} cause={}",
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            String.valueOf(e.getCause() == null ? e : e.getCause()));
        return JDK;
      }
    }

    /**
     * The jars for x86-64 and arm64 hold the same classes and, under the same name, different
     * machine code; a plain class path takes the first. So the matching jar gets its own class
     * loader.
     */
    private static ClassLoader correttoLoader() throws IOException {
      ClassLoader ours = CryptoProvider.class.getClassLoader();
      List<URL> jars = new ArrayList<>();
      for (URL found : Collections.list(ours.getResources(CORRETTO.replace('.', '/') + ".class"))) {
        if (found.openConnection() instanceof JarURLConnection jar) {
          jars.add(jar.getJarFileURL());
        }
      }
      Optional<URL> fitting =
          jars.stream().filter(jar -> jar.getPath().endsWith(architecture() + ".jar")).findFirst();
      return fitting.isEmpty()
          ? ours
          : new URLClassLoader(new URL[] {fitting.get()}, ClassLoader.getPlatformClassLoader());
    }

    private static String architecture() {
      String architecture = System.getProperty("os.arch", "");
      return switch (architecture) {
        case "amd64" -> "x86_64";
        case "aarch64" -> "aarch_64";
        default -> architecture;
      };
    }
  }
}
