#include "Companion/Interruption.h"

#include <array>
#include <csignal>

namespace dequantizer
{

namespace
{
constexpr std::array signals{
#ifdef SIGHUP
    SIGHUP,
#endif
    SIGINT, SIGTERM};

volatile std::sig_atomic_t interrupted = 0;

using SignalHandler = void (*)(int);

// Returns the handler before. A system call that waits, for a reader at the other end of a pipe, ends at the signal:
// std::signal() would continue it where it can.
SignalHandler setSignalHandler(int signal, SignalHandler handler)
{
#ifdef _WIN32
    return std::signal(signal, handler);
#else
    struct sigaction action = {}, before = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, &before);
    return before.sa_handler;
#endif
}

extern "C" void remember(int signal)
{
    interrupted = 1;
    std::signal(signal, SIG_DFL);
}

// Under nohup, a hang-up is ignored and stays so. SIGINT is also ignored in the background jobs of a shell script,
// where it must stop the program none the less.
bool staysIgnored([[maybe_unused]] int signal)
{
#ifdef SIGHUP
    return signal == SIGHUP;
#else
    return false;
#endif
}
} // namespace

Interruption::Interruption()
{
    interrupted = 0;
    for (const int signal : signals)
        if (setSignalHandler(signal, remember) == SIG_IGN && staysIgnored(signal))
            setSignalHandler(signal, SIG_IGN);
}

Interruption::~Interruption()
{
    for (const int signal : signals)
        if (setSignalHandler(signal, SIG_DFL) == SIG_IGN)
            setSignalHandler(signal, SIG_IGN);
}

bool Interruption::requested() noexcept
{
    return interrupted != 0;
}

} // namespace dequantizer
