# The node of a waiting room, and the program that creates its tables (waitingroom.SchemaMain). `make image` builds it.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml pom.xml
COPY src/main src/main
RUN --mount=type=cache,target=/build/repository mvn -B -ntp package -Dmaven.repo.local=/build/repository -Dmaven.test.skip=true

FROM eclipse-temurin:17-jre
WORKDIR /app
# What changes least comes first. Everything belongs to root: the node reads it and writes nothing but /tmp.
COPY --from=build /build/target/lib lib
COPY LICENSE NOTICE ./
COPY conf conf
COPY cassandra/*.cql cassandra/
COPY --from=build /build/target/classes classes
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
EXPOSE 8080 8090 8558 25520
# Without a shell in between: SIGTERM reaches the node. More flags go into JDK_JAVA_OPTIONS. G1 also where the JVM thinks the
# container too small for it: pauses matter more here than memory. It keeps equal texts once: open streams hold the headers of browsers.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+UseG1GC", "-XX:+UseStringDeduplication", "-XX:+ExitOnOutOfMemoryError", "-Dconfig.file=conf/kubernetes.conf", "-cp", "classes:lib/*"]
CMD ["waitingroom.Main"]
