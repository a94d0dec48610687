#include "Plugin/SystemCallTrap.h"

#if defined(__linux__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <linux/prctl.h>
#ifdef PR_SET_SYSCALL_USER_DISPATCH
#define DEQUANTIZER_TRAPS_SYSTEM_CALLS 1
#endif
#endif

#ifdef DEQUANTIZER_TRAPS_SYSTEM_CALLS
#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <ucontext.h>
#include <unistd.h>

namespace
{
// The kernel reads this byte at every system call of the thread.
thread_local volatile char selector = SYSCALL_DISPATCH_FILTER_ALLOW;
thread_local volatile long firstCall = -1;

// The system call was not made; its number and arguments are in the registers of the interrupted code. All calls are
// allowed from here on, since returning from the handler is a system call itself.
void onSystemCall(int, siginfo_t*, void* context)
{
    selector = SYSCALL_DISPATCH_FILTER_ALLOW;
    auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
    firstCall = registers[REG_RAX];
    const long result = syscall(registers[REG_RAX], registers[REG_RDI], registers[REG_RSI], registers[REG_RDX],
                                registers[REG_R10], registers[REG_R8], registers[REG_R9]);
    registers[REG_RAX] = result == -1 ? -errno : result;
}

bool dispatch(int mode) noexcept
{
    volatile char* const address = mode == PR_SYS_DISPATCH_ON ? &selector : nullptr;
    return prctl(PR_SET_SYSCALL_USER_DISPATCH, mode, 0, 0, address) == 0;
}
} // namespace

namespace dequantizer
{

SystemCallTrap::SystemCallTrap() noexcept
{
    struct sigaction action = {};
    action.sa_sigaction = onSystemCall;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGSYS, &action, nullptr);
    dispatch(PR_SYS_DISPATCH_ON);
    firstCall = -1;
    selector = SYSCALL_DISPATCH_FILTER_BLOCK;
}

SystemCallTrap::~SystemCallTrap()
{
    selector = SYSCALL_DISPATCH_FILTER_ALLOW;
    dispatch(PR_SYS_DISPATCH_OFF);
}

long SystemCallTrap::first() const noexcept
{
    return firstCall;
}

bool SystemCallTrap::works() noexcept
{
    return dispatch(PR_SYS_DISPATCH_ON) && dispatch(PR_SYS_DISPATCH_OFF);
}

} // namespace dequantizer

#else

namespace dequantizer
{

SystemCallTrap::SystemCallTrap() noexcept = default;
SystemCallTrap::~SystemCallTrap() = default;

long SystemCallTrap::first() const noexcept
{
    return -1;
}

bool SystemCallTrap::works() noexcept
{
    return false;
}

} // namespace dequantizer
#endif
