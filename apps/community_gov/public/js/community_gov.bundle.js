// What several forms and lists of Community Gov share; everything hangs on the namespace community_gov.
import "./community_gov/request";
import "./community_gov/stages";
import "./community_gov/wording";
import "./community_gov/photos";
import "./community_gov/timeline";
import "./community_gov/steps";
import "./community_gov/keys";
import "./community_gov/clock";
import "./community_gov/reveal";
import "./community_gov/residence";
import "./community_gov/units";
import "./community_gov/similar";
import "./community_gov/reports";
import "./community_gov/intake";
import "./community_gov/bulk";
import "./community_gov/own_views";
import "./community_gov/case_board";
