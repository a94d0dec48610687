#pragma once

namespace dequantizer
{

/// Records the calling thread's first system call during its lifetime: the kernel passes it to a signal handler
/// (syscall user dispatch, Linux 5.11), which stores its number and then makes the call.
class SystemCallTrap
{
public:
    SystemCallTrap() noexcept;
    ~SystemCallTrap();
    SystemCallTrap(const SystemCallTrap&) = delete;
    SystemCallTrap& operator=(const SystemCallTrap&) = delete;

    /// The number of the first system call; -1 if there was none yet.
    [[nodiscard]] long first() const noexcept;

    /// Whether the kernel, the processor and this build support this.
    [[nodiscard]] static bool works() noexcept;
};

} // namespace dequantizer
