// The reader of QR codes for browsers without one of their own: iOS, the web views of WeChat and WeCom. Loaded when somebody scans.
import decodeQR from "./lib/qr/decode";

window.community_gov_read_qr = decodeQR;
