/** Measures the pipeline and the dispatcher beside what they could be at best, in one run, and checks every lead of it. */
package io.leadstream.bench;
