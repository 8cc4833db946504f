/** Access to the admin listener: authentication, sign-in, access keys and the audit trail. */
@NullMarked
package waitingroom.http.admin;

import org.jspecify.annotations.NullMarked;
