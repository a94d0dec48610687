#pragma once

#if __has_include(<sys/wait.h>)

#include "Catch.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <vector>

namespace dequantizer
{

/// A program, by default the built `dequantizer`, in the background, with its output thrown away, so that a test can
/// send it signals.
class RunningProgram
{
public:
    /// The program ignores the signal `ignored`, as under nohup, if it is not 0.
    explicit RunningProgram(std::vector<std::string> arguments, int ignored = 0,
                            const std::string& program = DEQUANTIZER_PROGRAM)
    {
        arguments.insert(arguments.begin(), program);
        std::vector<char*> pointers;
        for (auto& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        process = fork();
        REQUIRE(process >= 0);
        if (process > 0)
            return;
        // A shell that runs the tests in the background makes them ignore these signals.
        for (const int number : {SIGHUP, SIGINT, SIGTERM})
            std::signal(number, number == ignored ? SIG_IGN : SIG_DFL);
        const int nowhere = open("/dev/null", O_RDWR);
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            dup2(nowhere, stream);
        execv(pointers.front(), pointers.data());
        _exit(127);
    }

    ~RunningProgram()
    {
        if (process <= 0)
            return;
        send(SIGKILL);
        (void)wait();
    }
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    void send(int signalNumber) const { kill(process, signalNumber); }

    [[nodiscard]] pid_t id() const noexcept { return process; }

    [[nodiscard]] bool hasEnded()
    {
        if (process > 0 && waitpid(process, &waited, WNOHANG) == process)
            process = 0;
        return process == 0;
    }

    /// Waits for the end. Returns the exit status, or the negative number of the signal that ended the program.
    int wait()
    {
        if (process > 0)
            waitpid(process, &waited, 0);
        process = 0;
        return WIFEXITED(waited) ? WEXITSTATUS(waited) : -WTERMSIG(waited);
    }

private:
    pid_t process = 0;
    int waited = 0;
};

} // namespace dequantizer

#endif
