/** Tests of the manifests against the models of Kubernetes and the node's settings. */
@NullMarked
package waitingroom.k8s;

import org.jspecify.annotations.NullMarked;
