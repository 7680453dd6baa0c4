// The workbench for the phone: staff see what waits for them and do it, with or without a network.
import { start } from "./work/app";

start();
