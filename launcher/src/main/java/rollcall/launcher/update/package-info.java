/**
 * Field updates: from a signed file to a generation that proved itself, or back. Each step is durable before the next;
 * what a power cut left half done, the next start finishes or undoes.
 */
@NullMarked
package rollcall.launcher.update;

import org.jspecify.annotations.NullMarked;
