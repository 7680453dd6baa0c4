// The wall of the command hall: one request every ten seconds fills it; nobody touches it.
import { Hall } from "./command_hall/hall";

frappe.provide("community_gov");
community_gov.start_hall = (wrapper) => new Hall(wrapper).start();
