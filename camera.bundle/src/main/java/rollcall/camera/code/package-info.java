/**
 * What the text of a card has to be before it counts as a code: signed by the school, if the configuration asks for it. Asked by
 * the camera thread; the command that signs runs on threads of the admin door.
 */
@NullMarked
package rollcall.camera.code;

import org.jspecify.annotations.NullMarked;
