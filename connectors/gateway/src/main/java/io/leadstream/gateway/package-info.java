/** HTTP in: a producer's call in its own dialect becomes events on {@code leads}, and the decisions become its answer. */
package io.leadstream.gateway;
