"""Policy lectures 宣讲: announced, attendance by count, questions answered by a day, topics out of feedback."""
