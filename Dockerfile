# Image of the waiting room node and of waitingroom.tool.SchemaMain, which creates its tables. Built by `make image`.
FROM maven:3.9.16-eclipse-temurin-17 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml pom.xml
COPY src/main src/main
COPY authorizer/src/main authorizer/src/main
RUN --mount=type=cache,target=/build/repository mvn -B -ntp package -Dmaven.repo.local=/build/repository -Dmaven.test.skip=true

FROM eclipse-temurin:17.0.20_8-jre-noble
WORKDIR /app
# Layers that change least come first. Everything belongs to root: the node only reads it, and writes only to /tmp.
COPY --from=build /build/target/lib lib
COPY LICENSE NOTICE ./
COPY conf conf
COPY cassandra/*.cql cassandra/
COPY --from=build /build/target/waiting-room.jar /build/target/waiting-room-sbom.json ./
# Class data sharing: a node starts here without a database and leaves its classes parsed and verified, which saves others three seconds.
# The class path (the manifest of the jar names lib/) and the collector must be those of the ENTRYPOINT, or the JVM ignores the archive.
RUN ["java", "-XX:+UseG1GC", "-XX:ArchiveClassesAtExit=node.jsa", "-cp", "waiting-room.jar", "waitingroom.dev.ClassArchiveMain"]
# Numeric, so that Kubernetes can verify that it is not root.
USER 10001:10001
EXPOSE 8080 8090 8558 25520
# No shell, so that SIGTERM reaches the node. Further flags go into JDK_JAVA_OPTIONS. G1 even where the JVM considers the container too
# small for it, because pauses matter more here than memory. String deduplication, because open streams hold browser headers.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+UseG1GC", "-XX:+UseStringDeduplication", "-XX:+ExitOnOutOfMemoryError", "-XX:SharedArchiveFile=node.jsa", "-Dconfig.file=conf/kubernetes.conf", "-cp", "waiting-room.jar"]
CMD ["waitingroom.Main"]
