// What the process does, before anything else, so that a secret in its memory stays there.
#pragma once

namespace flexverify::app {

// No core dumps, no debugger and no /proc/PID/mem for others of the same user; memory stays out of
// the swap where that is permitted; OpenSSL wipes what it frees. operator delete does so anyhow
// (wiping_memory.cpp), and libcurl (net/curl_transport.cpp).
void keep_memory_private();

}  // namespace flexverify::app
