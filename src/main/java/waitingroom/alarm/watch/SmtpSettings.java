package waitingroom.alarm.watch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The mail server that takes the messages of alarms.
 *
 * @param from the sender's address
 * @param user empty: the server wants no password
 * @param passwordFile read again for each message
 * @param startTls whether the connection must be encrypted
 */
public record SmtpSettings(
    String host,
    int port,
    String from,
    Optional<String> user,
    Optional<Path> passwordFile,
    boolean startTls) {}
