/** What is said to Kubernetes, held against what Kubernetes and the node understand. */
@NullMarked
package waitingroom.k8s;

import org.jspecify.annotations.NullMarked;
