"""What is shown to whom, in words: to the gate, to the audience, to the speaker."""
