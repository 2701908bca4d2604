/** Vendors to deliver to: each speaks its dialect, keeps what it was given, and fails when told to. */
package io.leadstream.sandbox;
