/** Checks the chart by rendering it with Helm itself and reading what comes out. */
@NullMarked
package io.leadstream.helm;

import org.jspecify.annotations.NullMarked;
