package org.qgate.fleet.transaction;

/** One gateway is through a stage. */
public record Progress(Stage stage, String gateway) {}
