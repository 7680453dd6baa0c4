// The public pages of residents: no desk, no jQuery. Each page starts what it has the elements for.
import { start_report } from "./snapshot/report";
import { start_track } from "./snapshot/track";
import { start_help } from "./snapshot/help";
import { start_volunteer } from "./snapshot/volunteer";
import { start_points } from "./snapshot/points";
import { start_counter } from "./snapshot/counter";
import { start_activity } from "./snapshot/activity";
import { start_certificate } from "./snapshot/certificate";
import { start_nearby } from "./snapshot/nearby";
import { start_elder } from "./snapshot/elder";
import { start_front } from "./snapshot/records";
import { start_phone } from "./snapshot/phone";
import { keep_query, start_print } from "./snapshot/page";

keep_query();
start_print();
start_elder();
start_phone();
if (document.getElementById("front")) start_front();
if (document.getElementById("report")) start_report();
if (document.getElementById("track")) start_track();
if (document.getElementById("help-track")) start_help();
if (document.getElementById("volunteer-track")) start_volunteer();
if (document.getElementById("points-home")) start_points();
if (document.getElementById("counter")) start_counter();
if (document.getElementById("activities")) start_activity();
if (document.getElementById("certificate")) start_certificate();
if (document.body.classList.contains("with-map")) start_nearby();
