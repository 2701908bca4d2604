/** Builds the image that every service runs from. */
@NullMarked
package io.leadstream.image;

import org.jspecify.annotations.NullMarked;
